/// A linear map of a layer, planned: y from x, and the gradients.
public protocol PlannedMap: AnyObject {
  /// y, in the layout that suits the operation.
  var destination: Tensor { get }
  /// Computes y.
  func forward() throws(ComputeError)
  /// Plans the backward pass.
  ///
  /// - Parameters:
  ///   - destination: dL/dy on entry, in y's layout, overwritten by the gradient before the activation.
  ///   - source: receives dL/dx; nil for a first layer, which needs none.
  ///   - weights: receives dL/dW, in the layout of W.
  ///   - bias: receives dL/db.
  func planBackward(destination: Tensor, source: Tensor?, weights: Tensor, bias: Tensor?) throws(ComputeError)
  /// Lets the map move W itself as soon as its gradient is known during a step of the optimizer; false if it cannot, and the
  /// optimizer needs the gradient afterward.
  func planStep(_ movable: MovableWeights) -> Bool
  /// Computes the planned gradients.
  func backward() throws(ComputeError)
}

extension PlannedMap {
  /// Most maps leave W to the optimizer.
  public func planStep(_ movable: MovableWeights) -> Bool { false }
}
