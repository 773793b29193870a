import Compute
import Model

extension ONNXGraph {
  /// Adds a network of a model as it is evaluated, with the running statistics, and gives the name of its heads.
  mutating func apply(
    _ kind: ModelSpecification.NetworkKind, of model: GMVAE, to input: String
  ) throws(ComputeError) -> String {
    var value = input
    for placed in model.specification.placedLayers(of: kind) {
      value = try apply(placed, to: value, LayerParameters(name: placed.name, model: model))
    }
    return value
  }

  private mutating func apply(
    _ placed: PlacedLayer, to input: String, _ parameters: LayerParameters
  ) throws(ComputeError) -> String {
    let layer = placed.layer
    var value = try linear(layer, input, from: placed.input, to: placed.output, parameters)
    if let normalization = layer.normalization {
      value =
        normalization.hasStatistics
        ? try batchNormalized(value, parameters) : try layerNormalized(value, placed.output, parameters)
    }
    switch layer.activation {
    case .identity: return value
    case .relu: return apply("Relu", [value])
    case .tanh: return apply("Tanh", [value])
    }
  }

  /// By the running statistics.
  private mutating func batchNormalized(
    _ value: String, _ parameters: LayerParameters
  ) throws(ComputeError) -> String {
    var names: [String] = []
    for name in ["scale", "shift", "mean", "variance"] { names.append(try constant(parameters, name)) }
    return apply("BatchNormalization", [value] + names, [("epsilon", .number(BatchNormalization.epsilon))])
  }

  /// Over all numbers of each example, then γ and β of each channel. Operator set 13 has no operation for it.
  private mutating func layerNormalized(
    _ value: String, _ shape: LayerShape, _ parameters: LayerParameters
  ) throws(ComputeError) -> String {
    func mean(_ value: String) -> String {
      apply("ReduceMean", [value], [("axes", .integers(Array(1...shape.sides.count)))])
    }
    let centered = apply("Sub", [value, mean(value)])
    let variance = mean(apply("Mul", [centered, centered]))
    let deviation = apply("Sqrt", [apply("Add", [variance, constant([BatchNormalization.epsilon], [])])])
    let normal = apply("Div", [centered, deviation])
    func channels(_ name: String) throws(ComputeError) -> String {
      let (values, sides) = try parameters.numbers(name)
      return constant(values, sides + (shape.isImage ? [1, 1] : []), named: "\(parameters.name).\(name)")
    }
    return apply("Add", [apply("Mul", [normal, try channels("scale")]), try channels("shift")])
  }

  private mutating func linear(
    _ layer: LayerSpecification, _ input: String, from source: LayerShape, to result: LayerShape,
    _ parameters: LayerParameters
  ) throws(ComputeError) -> String {
    let bias = layer.isNormalized ? [] : [try constant(parameters, "bias")]
    switch layer.kind {
    case .dense, .expansion:
      let rows = source.isImage ? apply("Flatten", [input], [("axis", .integer(1))]) : input
      let weight = try constant(parameters, "weight")
      let product = apply("Gemm", [rows, weight] + bias, [("transB", .integer(1))])
      return result.isImage ? reshape(product, result.sides) : product
    case .convolution(_, let kernel, let stride, let padding):
      let weight = try constant(parameters, "weight")
      return apply("Conv", [input, weight] + bias, Self.geometry(kernel, stride, padding))
    case .deconvolution(_, let kernel, let stride, let padding):
      // ONNX has the inputs first here, the model the outputs.
      let (values, shape) = try parameters.numbers("weight")
      let weight = constant(
        Self.swappingFirstAxes(values, shape), [shape[1], shape[0]] + shape[2...],
        named: parameters.name + ".weight")
      return apply("ConvTranspose", [input, weight] + bias, Self.geometry(kernel, stride, padding))
    }
  }

  /// Gives rows of numbers the shape of each, beside the number of rows.
  mutating func reshape(_ input: String, _ shape: [Int], named: String? = nil) -> String {
    let sides = constant([-1] + shape)
    return apply("Reshape", [input, sides], named: named)
  }

  private mutating func constant(_ parameters: LayerParameters, _ name: String) throws(ComputeError) -> String {
    let (values, shape) = try parameters.numbers(name)
    return constant(values, shape, named: "\(parameters.name).\(name)")
  }

  private static func geometry(_ kernel: Int, _ stride: Int, _ padding: Int) -> [(String, Attribute)] {
    [
      ("kernel_shape", .integers([kernel, kernel])), ("strides", .integers([stride, stride])),
      ("pads", .integers([padding, padding, padding, padding])),
    ]
  }

  private static func swappingFirstAxes(_ values: [Float], _ shape: [Int]) -> [Float] {
    let size = shape[2] * shape[3]
    var swapped: [Float] = []
    swapped.reserveCapacity(values.count)
    for input in 0..<shape[1] {
      for output in 0..<shape[0] {
        let start = (output * shape[1] + input) * size
        swapped += values[start..<start + size]
      }
    }
    return swapped
  }
}

/// The parameters of one layer of a model.
private struct LayerParameters {
  let name: String
  let model: GMVAE

  /// The numbers of one, row-major, and its shape.
  func numbers(_ suffix: String) throws(ComputeError) -> (values: [Float], shape: [Int]) {
    guard let parameter = model.parameters["\(name).\(suffix)"] else {
      throw ComputeError(operation: "exporting \(name)", status: "it has no \(suffix)")
    }
    return (try parameter.value.rowMajorValues(engine: model.engine), parameter.value.dimensions)
  }
}
