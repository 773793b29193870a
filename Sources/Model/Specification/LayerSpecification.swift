import Compute

/// One layer of a network: a linear map, then a batch normalization with a rectifier, or an activation.
public struct LayerSpecification: Sendable, Equatable {
  /// The linear map.
  public enum Kind: Sendable, Equatable {
    /// Fully connected, with so many outputs.
    case dense(units: Int)
  }

  /// The linear map.
  public let kind: Kind
  /// Whether batch normalization and a rectifier follow; `activation` is then part of the normalization.
  public let isNormalized: Bool
  /// The nonlinearity.
  public let activation: Activation

  /// A fully connected layer; `normalized` implies the rectifier.
  public static func dense(_ units: Int, _ activation: Activation, normalized: Bool = false) -> LayerSpecification {
    LayerSpecification(
      kind: .dense(units: units), isNormalized: normalized, activation: normalized ? .relu : activation)
  }

  /// How many numbers an example has after the layer.
  public var outputs: Int {
    switch kind {
    case .dense(let units): units
    }
  }

  /// The layer in words, for tables: "dense 1000, batch normalization, relu".
  public var summary: String {
    let linear =
      switch kind {
      case .dense(let units): "dense \(units)"
      }
    let parts = [linear, isNormalized ? "batch normalization" : "", activation == .identity ? "" : activation.rawValue]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
