import Compute

/// A planned convolution or deconvolution and its gradients with the plain one's numbers in place.
struct PlannedConvolution {
  /// In which order the images that it reads lie.
  enum Order: CaseIterable {
    case plain, channelsLast, channelsBlocked

    func layout(_ dimensions: [Int]) throws(ComputeError) -> Layout {
      switch self {
      case .plain: try .plain(dimensions)
      case .channelsLast: try .channelsLast(dimensions)
      case .channelsBlocked: try .channelsBlocked16(dimensions)
      }
    }
  }

  /// Options of the plan.
  struct Options {
    var order = Order.plain
    var activation = Activation.identity
    var isBiased = true
    /// Whether the weights lie as the operation likes them.
    var isPreferred = true
    /// As a product and a sum, for a deconvolution to few channels.
    var isByColumns = false
    var training = true
    /// Whether dL/dx is asked for.
    var isFirst = false
    var precision = Precision.float32
  }

  let map: any PlannedMap
  private let gradient, sourceGradient, weightsGradient: Tensor
  private let biasGradient: Tensor?
  private let engine: Engine

  init(_ plain: PlainConvolution, _ options: Options = Options(), engine: Engine) throws(ComputeError) {
    func filled(_ layout: Layout, _ values: [Float]) throws(ComputeError) -> Tensor {
      let tensor = try Tensor(layout)
      try tensor.setRowMajorValues(values, engine: engine)
      return tensor
    }
    let source = try filled(options.order.layout(plain.sourceDimensions), plain.x)
    let weights = try filled(Self.weightLayout(plain, options, source.layout, engine), plain.weights)
    let bias = try filled(.plain([plain.outputs]), plain.bias), outputs = plain.outputDimensions
    self.engine = engine
    if options.isByColumns {
      map = try ColumnDeconvolution(
        stride: plain.stride, padding: plain.padding, source: source, weights: weights, bias: bias, outputs: outputs,
        training: options.training, engine: engine)
    } else {
      map = try LinearOperation(
        plain.map, source: source, weights: weights, bias: options.isBiased ? bias : nil, outputs: .plain(outputs),
        activation: options.activation, training: options.training, precision: options.precision, engine: engine)
    }
    gradient = try filled(map.destination.layout, plain.gradient)
    sourceGradient = try Tensor(source.layout)
    weightsGradient = try Tensor(weights.layout)
    biasGradient = options.isBiased ? try Tensor([plain.outputs]) : nil
    guard options.training else { return }
    try map.planBackward(
      destination: gradient, source: options.isFirst ? nil : sourceGradient, weights: weightsGradient,
      bias: biasGradient)
  }

  private static func weightLayout(
    _ plain: PlainConvolution, _ options: Options, _ source: Layout, _ engine: Engine
  ) throws(ComputeError) -> Layout {
    guard !options.isByColumns else { return try ColumnDeconvolution.weightLayout(plain.weightDimensions) }
    guard options.isPreferred else { return try .plain(plain.weightDimensions) }
    return try LinearOperation.preferredLayouts(
      plain.map, source: source, weights: plain.weightDimensions, outputs: plain.outputDimensions, engine: engine
    ).weights
  }

  /// All numbers row-major.
  var y: [Float] { get throws { try map.destination.rowMajorValues(engine: engine) } }
  var dx: [Float] { get throws { try sourceGradient.rowMajorValues(engine: engine) } }
  var dWeights: [Float] { get throws { try weightsGradient.rowMajorValues(engine: engine) } }
  var dBias: [Float]? { get throws { try biasGradient?.rowMajorValues(engine: engine) } }
}
