import Compute

/// A parameter before its memory exists: what it is called, its shape, and how it starts.
struct ParameterDeclaration {
  /// The first values of a parameter.
  enum Start {
    /// Uniform in ±`limit`.
    case uniform(limit: Float)
    /// One number everywhere.
    case constant(Float)
  }

  let name: String
  let layout: Layout
  let start: Start
  /// Whether Adam moves it; the running statistics are moved by the forward pass.
  let isTrained: Bool
}

extension LayerSpecification {
  /// Weights before a rectifier start uniform in ±√(6/fan-in) (He et al. 2015), so that activations keep their size from
  /// layer to layer; with ±1/√fan-in, as elsewhere, one arcs model in eight does not find its clusters in 60 epochs. A
  /// normalization undoes any scale.
  fileprivate var isPlainRectifier: Bool { activation == .relu && !isNormalized }
}

extension ModelSpecification {
  /// All parameters in the order of the networks, weights in the layouts that suit batches of `rows`.
  func parameterDeclarations(rows: Int, engine: Engine) throws(ComputeError) -> [ParameterDeclaration] {
    var declarations: [ParameterDeclaration] = []
    for network in NetworkKind.allCases {
      var inputs = inputs(of: network)
      for (index, layer) in layers(of: network).enumerated() {
        declarations += try declare(
          layer, named: layerName(network, index), inputs: inputs, rows: rows, engine: engine)
        inputs = layer.outputs
      }
    }
    return declarations
  }

  private func declare(
    _ layer: LayerSpecification, named name: String, inputs: Int, rows: Int, engine: Engine
  ) throws(ComputeError) -> [ParameterDeclaration] {
    let outputs = layer.outputs, limit = 1 / Float(inputs).squareRoot()
    let channels = try Layout.plain([outputs])
    let weights = try ParameterDeclaration(
      name: "\(name).weight",
      layout: InnerProduct.preferredWeightLayout(rows: rows, inputs: inputs, outputs: outputs, engine: engine),
      start: .uniform(limit: layer.isPlainRectifier ? Float(6).squareRoot() * limit : limit), isTrained: true)
    func channel(_ suffix: String, _ start: ParameterDeclaration.Start, trained: Bool = true) -> ParameterDeclaration {
      ParameterDeclaration(name: "\(name).\(suffix)", layout: channels, start: start, isTrained: trained)
    }
    guard layer.isNormalized else { return [weights, channel("bias", .uniform(limit: limit))] }
    return [
      weights, channel("scale", .constant(1)), channel("shift", .constant(0)),
      channel("mean", .constant(0), trained: false), channel("variance", .constant(1), trained: false),
    ]
  }
}
