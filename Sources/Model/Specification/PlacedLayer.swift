/// A layer at its place in a network: its name, and the shapes before and after it.
public struct PlacedLayer: Sendable {
  /// The network.
  public let network: ModelSpecification.NetworkKind
  /// The layer's name in parameter names and tables: "encoder.1", and "encoder.heads" for the last.
  public let name: String
  /// The layer.
  public let layer: LayerSpecification
  /// What an example is before it.
  public let input: LayerShape
  /// What an example is after it.
  public let output: LayerShape

  /// How many numbers are trained: weights, and a bias or the normalization's scale and shift.
  public var parameterCount: Int {
    let weights = layer.weightDimensions(for: input)
    return weights.reduce(1, *) + (layer.isNormalized ? 2 * output.channels : weights[0])
  }

  /// How many products of an example and weights it takes.
  public var multiplyAdds: Int {
    let weights = layer.weightDimensions(for: input).reduce(1, *)
    switch layer.kind {
    case .dense, .expansion: return weights
    case .convolution: return weights * output.count / output.channels
    case .deconvolution: return weights * input.count / input.channels
    }
  }
}

extension ModelSpecification {
  /// The layers of a network with their shapes, in one pass; ends early if a layer does not fit the one before it.
  public func placedLayers(of network: NetworkKind) -> [PlacedLayer] {
    let layers = layers(of: network)
    var input = input(of: network)
    var placed: [PlacedLayer] = []
    for (index, layer) in layers.enumerated() {
      guard let output = layer.output(for: input) else { break }
      let name = "\(network.rawValue).\(index == layers.count - 1 ? "heads" : String(index + 1))"
      placed.append(PlacedLayer(network: network, name: name, layer: layer, input: input, output: output))
      input = output
    }
    return placed
  }

  /// The layers of all networks.
  public var placedLayers: [PlacedLayer] { NetworkKind.allCases.flatMap(placedLayers) }

  /// What an example is after each layer, and before the first; ends early if a layer does not fit.
  public func shapes(of network: NetworkKind) -> [LayerShape] {
    [input(of: network)] + placedLayers(of: network).map(\.output)
  }

  /// How many numbers of the model are trained.
  public var parameterCount: Int { placedLayers.reduce(styleMeanCount) { $0 + $1.parameterCount } }

  /// How many products a forward pass takes for an example.
  public var multiplyAdds: Int { placedLayers.reduce(0) { $0 + $1.multiplyAdds } }
}
