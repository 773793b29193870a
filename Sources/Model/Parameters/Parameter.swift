import Compute

/// A named tensor of the model, and its gradient where it is trained.
public struct Parameter {
  /// For example "encoder.1.weight".
  public let name: String
  /// The numbers, in the layout the engine prefers.
  public let value: Tensor
  /// dL/dvalue in the same layout; nil for running statistics.
  public let gradient: Tensor?
}
