/// What `sweep` repeats: `lambda in [0, 1.5] components in [8, 10] { … }`.
public struct Sweep: Sendable, Equatable {
  /// One setting and its values.
  public struct Axis: Sendable, Equatable {
    /// The variable that has the value in the block.
    public var name: Name
    /// The values: a list or a range.
    public var values: Expression

    /// Creates an axis.
    public init(name: Name, values: Expression) {
      self.name = name
      self.values = values
    }
  }

  /// The settings; every combination of their values is run.
  public var axes: [Axis]
  /// What is run for each.
  public var body: Block

  /// Creates a sweep.
  public init(axes: [Axis], body: Block) {
    self.axes = axes
    self.body = body
  }
}
