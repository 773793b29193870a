import CKernels

/// A step of Adam during a backward pass: maps that can move their weights as soon as they know the gradient, so that it
/// is used while it is at hand and never written.
public final class AdamStep {
  /// The step under way; nil where the gradients themselves are wanted.
  public private(set) var settings: gm_adam_settings?
  /// Whether all new values of the last step were finite.
  public private(set) var isFinite = true

  /// No step yet.
  public init() {}

  /// Runs a backward pass in which weights move.
  public func run(_ settings: gm_adam_settings, _ backward: () throws(ComputeError) -> Void) throws(ComputeError) {
    self.settings = settings
    isFinite = true
    defer { self.settings = nil }
    try backward()
  }

  func report(isFinite: Bool) { self.isFinite = self.isFinite && isFinite }
}

/// Weights that a map may move itself: their moments, and the step that says when.
public struct MovableWeights {
  let firstMoments, secondMoments: Buffer
  let step: AdamStep

  /// The moments lie in the layout of the weights.
  public init(firstMoments: Buffer, secondMoments: Buffer, step: AdamStep) {
    self.firstMoments = firstMoments
    self.secondMoments = secondMoments
    self.step = step
  }
}
