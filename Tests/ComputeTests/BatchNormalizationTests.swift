import Compute
import TestSupport
import Testing

@Suite("A batch normalization with a rectifier")
struct BatchNormalizationTests {
  /// Batch, channels, and height and width of images.
  static let sizes = [
    [3, 1], [5, 3], [100, 33], [64, 130], [3, 5, 4, 3], [7, 16, 3, 3], [9, 40, 5, 2], [20, 64, 9, 9],
  ]

  /// In one order of memory and in another.
  static let blocked = [false, true]

  @Test("in training gives the formula's output, statistics and gradients", arguments: sizes, blocked)
  func training(dimensions: [Int], isBlocked: Bool) throws {
    let layer = try PlannedNormalization(dimensions, isBlocked: isBlocked, training: true), plain = layer.plain
    try layer.normalization.forward()
    expectClose(try layer.y, plain.forward(training: true), relative: 1e-5, "output")
    let bessel = Double(plain.valuesPerChannel) / Double(plain.valuesPerChannel - 1), channels = 0..<plain.channels
    let mean = channels.map { 0.9 * Double(plain.runningMean[$0]) + 0.1 * plain.batchMean($0) }
    let variance = channels.map { 0.9 * Double(plain.runningVariance[$0]) + 0.1 * bessel * plain.batchVariance($0) }
    expectClose(layer.mean.buffer.values, mean, relative: 1e-5, "running mean")
    expectClose(layer.variance.buffer.values, variance, relative: 1e-5, "running variance")
    try layer.normalization.backward()
    let expected = plain.backward()
    expectClose(try layer.rowMajorGradient, expected.x, relative: 1e-5, "gradient of the input")
    expectClose(layer.dScale.buffer.values, expected.scale, relative: 1e-5, "gradient of the scale")
    expectClose(layer.dShift.buffer.values, expected.shift, relative: 1e-5, "gradient of the shift")
  }

  @Test("in evaluation uses the running statistics and leaves them alone", arguments: sizes, blocked)
  func evaluation(dimensions: [Int], isBlocked: Bool) throws {
    let layer = try PlannedNormalization(dimensions, isBlocked: isBlocked, training: false), plain = layer.plain
    try layer.normalization.forward()
    expectClose(try layer.y, plain.forward(training: false), relative: 1e-5, "output")
    #expect(Array(layer.mean.buffer.values) == plain.runningMean)
    #expect(Array(layer.variance.buffer.values) == plain.runningVariance)
  }

  @Test("of a constant channel gives the shift, not a division by zero")
  func constant() throws {
    let layer = try PlannedNormalization([4, 2], training: true)
    for i in 0..<8 { layer.x.buffer.values[i] = 3 }
    try layer.normalization.forward()
    let expected = (0..<8).map { max(0, layer.plain.shift[$0 % 2]) }
    expectClose(try layer.y, expected.map(Double.init), relative: 1e-5, "output")
  }
}

/// A normalization and its gradients with the plain one's numbers in place.
struct PlannedNormalization {
  let plain: PlainNormalization
  let normalization: BatchNormalization
  let x, mean, variance, gradient, dScale, dShift: Tensor
  private let engine: Engine

  var y: [Float] { get throws { try normalization.destination.rowMajorValues(engine: engine) } }
  var rowMajorGradient: [Float] { get throws { try gradient.rowMajorValues(engine: engine) } }

  init(_ dimensions: [Int], isBlocked: Bool = false, training: Bool) throws {
    let engine = try Engine()
    let plain = PlainNormalization(
      batch: dimensions[0], channels: dimensions[1], pixels: dimensions.dropFirst(2).reduce(1, *))
    func filled(_ layout: Layout, _ values: [Float]) throws -> Tensor {
      let tensor = try Tensor(layout)
      try tensor.setRowMajorValues(values, engine: engine)
      return tensor
    }
    let channels = try Layout.plain([plain.channels])
    let isImage = isBlocked && dimensions.count == 4
    self.plain = plain
    self.engine = engine
    x = try filled(isImage ? .channelsBlocked16(dimensions) : .plain(dimensions), plain.x)
    mean = try filled(channels, plain.runningMean)
    variance = try filled(channels, plain.runningVariance)
    dScale = try Tensor(channels)
    dShift = try Tensor(channels)
    normalization = try BatchNormalization(
      source: x,
      channels: .init(
        scale: filled(channels, plain.scale), shift: filled(channels, plain.shift), mean: mean, variance: variance),
      training: training, engine: engine)
    gradient = try filled(normalization.destination.layout, plain.gradient)
    if training { try normalization.planBackward(gradient: gradient, scale: dScale, shift: dShift) }
  }
}
