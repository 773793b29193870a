/// A step of the optimizer during a backward pass: maps that can move their weights as soon as they know the gradient do so,
/// and the gradient is used while it is at hand and never written. That is a quarter of a step of large dense layers.
public final class RunningUpdate {
  /// The step under way; nil if the gradients themselves are wanted.
  public private(set) var update: WeightUpdate?
  /// Whether all new values of the last step were finite.
  public private(set) var isFinite = true

  /// No step yet.
  public init() {}

  /// Runs a backward pass in which weights move.
  public func run(_ update: WeightUpdate, _ backward: () throws(ComputeError) -> Void) throws(ComputeError) {
    self.update = update
    isFinite = true
    defer { self.update = nil }
    try backward()
  }

  func report(isFinite: Bool) { self.isFinite = self.isFinite && isFinite }
}

/// Weights that a map may move itself: their moments, and the step that says when.
public struct MovableWeights {
  let moments: [Buffer]
  let step: RunningUpdate

  /// The moments lie in the layout of the weights.
  public init(moments: [Buffer], step: RunningUpdate) {
    self.moments = moments
    self.step = step
  }
}
