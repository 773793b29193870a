import Compute

/// A named tensor of the model.
public struct Parameter {
  /// For example "encoder.1.weight".
  public let name: String
  /// The numbers, in the layout the backend prefers.
  public let value: Tensor
  /// Whether the optimizer moves it; running statistics are moved by the forward pass.
  public let isTrained: Bool
  /// How the layer that it is the weight of is computed; nil for all others.
  let method: LayerMethod?
  /// Where it begins in the stretch of trained numbers.
  let offset: Int
}
