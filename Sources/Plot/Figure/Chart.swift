/// Marks on two axes, drawn in their order, the last on top.
public struct Chart: Sendable, Equatable {
  /// How lengths on the two axes relate.
  public enum Aspect: Sendable, Equatable {
    /// Each axis fills its side.
    case free
    /// One unit is as long on x as on y: the limits of one axis are widened until it is so. Has no effect on
    /// axes with different scales.
    case equal
  }

  /// The title above the chart; empty for none.
  public var title: String
  /// The horizontal axis.
  public var xAxis: Axis
  /// The vertical axis.
  public var yAxis: Axis
  /// How lengths on the two axes relate.
  public var aspect: Aspect
  /// The marks, the first at the bottom.
  public var marks: [Mark]

  /// A chart of marks on two axes.
  public init(
    title: String = "", xAxis: Axis = Axis(), yAxis: Axis = Axis(), aspect: Aspect = .free, marks: [Mark]
  ) {
    self.title = title
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.aspect = aspect
    self.marks = marks
  }
}
