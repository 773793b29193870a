/// A normalization of a layer's output, planned: y from x, and the gradients.
public protocol PlannedNormalization: AnyObject {
  /// y.
  var destination: Tensor { get }
  /// Computes y.
  func forward() throws(ComputeError)
  /// Plans the backward pass; `gradient` is dL/dy on entry, in y's layout, and dL/dx on return.
  func planBackward(gradient: Tensor, scale: Tensor, shift: Tensor) throws(ComputeError)
  /// Computes the planned gradients.
  func backward() throws(ComputeError)
}

/// A copy of numbers, planned.
public protocol PlannedCopy: AnyObject {
  /// Copies.
  func execute() throws(ComputeError)
}
