import Compute

/// A named tensor of the model.
public struct Parameter {
  /// For example "encoder.1.weight".
  public let name: String
  /// The numbers, in the layout the engine prefers.
  public let value: Tensor
  /// Whether Adam moves it; running statistics are moved by the forward pass.
  public let isTrained: Bool
  /// Where it begins in the stretch of trained numbers.
  let offset: Int
}
