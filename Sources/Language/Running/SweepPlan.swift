/// What a sweep repeats, with all that its statements need from the session around them.
public struct SweepPlan: Sendable {
  /// A setting and the values it takes.
  public struct Axis: Sendable {
    /// The variable.
    public let name: String
    /// Its values, each of which can be written.
    public let values: [Value]
  }

  /// The settings.
  public let axes: [Axis]
  /// Statements that set the variables and definitions that the block uses.
  public let preamble: [String]
  /// The statements of the block.
  let lines: [String]
  /// Words that may name files which the block reads; empty if it reads none.
  public let placesRead: [String]
  /// What the block needs from before it, because none of its statements makes it first.
  public let needsBefore: Set<Need>
  let body: Block

  /// Every combination of the settings' values, the last setting changing fastest.
  public var settings: [[Value]] {
    axes.reduce([[]]) { combinations, axis in combinations.flatMap { head in axis.values.map { head + [$0] } } }
  }

  /// The statements of a run with these values of the settings.
  public func script(_ setting: [Value]) -> [String] {
    let values = zip(axes, setting).compactMap { axis, value in value.literal.map { "let \(axis.name) = \($0)" } }
    return preamble + values + lines
  }

  /// The sweep as it would be written with its values.
  var syntax: Sweep {
    let nowhere = SourceRange(0, 0)
    return Sweep(
      axes: axes.map { axis in
        Sweep.Axis(
          name: Name(axis.name, at: nowhere),
          values: Value.list(axis.values).expression ?? Expression(.list([]), at: nowhere))
      }, body: body)
  }
}
