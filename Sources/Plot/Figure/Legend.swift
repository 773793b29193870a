/// What stands at the right of a figure, or below a narrow one. Named marks and categories enter it on their own, each name once.
public struct Legend: Sendable, Equatable {
  /// Whether there is a legend; a color bar stays.
  public var isShown: Bool
  /// Where it stands.
  public var place: Place

  /// The sides of the panels that a legend can stand at.
  public enum Place: String, Sendable {
    /// At the right, or where that leaves too little of the page, below.
    case auto
    /// At the right.
    case right
    /// Below.
    case below
  }

  /// Entries after those of the marks, say what a dashed line means.
  public var extra: [LegendEntry]

  /// A legend of the marks' own entries and `extra` ones.
  public init(isShown: Bool = true, place: Place = .auto, extra: [LegendEntry] = []) {
    self.isShown = isShown
    self.place = place
    self.extra = extra
  }

  /// No legend.
  public static let hidden = Legend(isShown: false)
}
