extension ModelSpecification {
  /// How many numbers of a layer are trained: weights, and a bias or the normalization's scale and shift.
  public func parameterCount(of network: NetworkKind, layer index: Int) -> Int {
    let layer = layers(of: network)[index], shapes = shapes(of: network)
    let weights = layer.weightDimensions(for: shapes[index]).reduce(1, *)
    return weights + (layer.isNormalized ? 2 * shapes[index + 1].channels : layer.biasCount(for: shapes[index]))
  }

  /// How many products of an example and weights a layer takes.
  public func multiplyAdds(of network: NetworkKind, layer index: Int) -> Int {
    let layer = layers(of: network)[index], shapes = shapes(of: network)
    let weights = layer.weightDimensions(for: shapes[index]).reduce(1, *)
    switch layer.kind {
    case .dense, .expansion: return weights
    case .convolution: return weights * shapes[index + 1].count / shapes[index + 1].channels
    case .deconvolution: return weights * shapes[index].count / shapes[index].channels
    }
  }

  /// How many numbers of the model are trained.
  public var parameterCount: Int { total(parameterCount) }

  /// How many products a forward pass takes for an example.
  public var multiplyAdds: Int { total(multiplyAdds) }

  private func total(_ count: (NetworkKind, Int) -> Int) -> Int {
    NetworkKind.allCases.reduce(0) { sum, network in
      sum + layers(of: network).indices.reduce(0) { $0 + count(network, $1) }
    }
  }
}

extension LayerSpecification {
  func biasCount(for input: LayerShape) -> Int { weightDimensions(for: input)[0] }
}
