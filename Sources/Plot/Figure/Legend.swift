/// What stands at the right of a figure, or below a narrow one. Named marks and categories enter it on their own, each name once.
public struct Legend: Sendable, Equatable {
  /// Whether there is a legend; a color bar stays.
  public var isShown: Bool
  /// Entries after those of the marks, say what a dashed line means.
  public var extra: [LegendEntry]

  /// A legend of the marks' own entries and `extra` ones.
  public init(isShown: Bool = true, extra: [LegendEntry] = []) {
    self.isShown = isShown
    self.extra = extra
  }

  /// No legend.
  public static let hidden = Legend(isShown: false)
}
