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

/// One line of a legend: a sample of a mark and its name.
public struct LegendEntry: Sendable, Hashable {
  /// The shape of the sample.
  public enum Sample: Sendable, Hashable {
    /// A point.
    case dot
    /// A filled square, as for bars.
    case square
    /// A piece of line.
    case line(Line.Dash)
    /// An outlined ellipse.
    case ellipse
  }

  /// The name beside the sample.
  public var name: String
  /// The sample's color.
  public var ink: Ink
  /// The sample's shape.
  public var sample: Sample
  /// The heading it stands under; empty for none.
  public var group: String

  /// A line of a legend.
  public init(_ name: String, ink: Ink, sample: Sample, group: String = "") {
    self.name = name
    self.ink = ink
    self.sample = sample
    self.group = group
  }
}
