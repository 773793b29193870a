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
