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
  /// How the layer that it is the weight of is computed; nil for all others.
  var method: LayerMethod?
  /// Whether the optimizer moves it; the running statistics are moved by the forward pass.
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
  func parameterDeclarations(rows: Int, on backend: any Backend) throws(ComputeError) -> [ParameterDeclaration] {
    var declarations: [ParameterDeclaration] = []
    for network in NetworkKind.allCases {
      var source = try Layout.plain(input(of: network).dimensions(rows: rows))
      for placed in placedLayers(of: network) {
        let plan = try backend.plan(
          placed.linearLayer(rows: rows), source: placed.isFlat ? .plain([rows, placed.input.count]) : source)
        declarations += try declare(
          placed.layer, named: placed.name, plan: plan, channels: placed.output.channels)
        source =
          placed.layer.isExpansion ? try backend.imageLayout(placed.output.dimensions(rows: rows)) : plan.output
      }
    }
    if batches > 0 {
      declarations.append(
        ParameterDeclaration(
          name: Covariate.styleMeans, layout: try .plain([batches, style]), start: .constant(0), isTrained: true))
    }
    return declarations
  }

  private func declare(
    _ layer: LayerSpecification, named name: String, plan: LayerPlan, channels: Int
  ) throws(ComputeError) -> [ParameterDeclaration] {
    let weights = plan.weights, fanIn = weights.dimensions.dropFirst().reduce(1, *),
      limit = 1 / Float(fanIn).squareRoot()
    func vector(
      _ suffix: String, _ count: Int, _ start: ParameterDeclaration.Start, trained: Bool = true
    ) throws(ComputeError) -> ParameterDeclaration {
      ParameterDeclaration(
        name: "\(name).\(suffix)", layout: try .plain([count]), start: start, isTrained: trained)
    }
    let weight = ParameterDeclaration(
      name: "\(name).weight", layout: weights,
      start: .uniform(limit: layer.isPlainRectifier ? Float(6).squareRoot() * limit : limit),
      method: plan.method, isTrained: true)
    guard let normalization = layer.normalization else {
      return [weight, try vector("bias", weights.dimensions[0], .uniform(limit: limit))]
    }
    let learned = [
      weight, try vector("scale", channels, .constant(1)), try vector("shift", channels, .constant(0)),
    ]
    guard normalization.hasStatistics else { return learned }
    return learned + [
      try vector("mean", channels, .constant(0), trained: false),
      try vector("variance", channels, .constant(1), trained: false),
    ]
  }
}

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
