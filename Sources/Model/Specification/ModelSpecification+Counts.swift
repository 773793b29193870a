extension ModelSpecification {
  /// How many numbers of a layer are trained: weights, and a bias or the normalization's scale and shift.
  public func parameterCount(of network: NetworkKind, layer index: Int) -> Int {
    let layers = layers(of: network)
    let inputs = index == 0 ? inputs(of: network) : layers[index - 1].outputs
    return layers[index].outputs * (inputs + (layers[index].isNormalized ? 2 : 1))
  }

  /// How many numbers of the model are trained.
  public var parameterCount: Int {
    NetworkKind.allCases.reduce(0) { total, network in
      total + layers(of: network).indices.reduce(0) { $0 + parameterCount(of: network, layer: $1) }
    }
  }
}
