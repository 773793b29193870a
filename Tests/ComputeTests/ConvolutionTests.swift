import Compute
import Foundation
import TestSupport
import Testing

@Suite("A convolution or deconvolution", .serialized)
struct ConvolutionTests {
  typealias Options = PlannedConvolution.Options

  /// Odd sizes, sides that are not equal, strides that leave pixels over, 1 and 3 channels, padding of more than half
  /// the kernel, and channels around oneDNN's blocks of 16.
  static let convolutions = [
    PlainConvolution(1, 1, kernel: 1, size: (1, 1)),
    PlainConvolution(1, 4, kernel: 3, size: (10, 10)),
    PlainConvolution(3, 5, kernel: 3, padding: 1, size: (7, 5), batch: 3),
    PlainConvolution(5, 3, kernel: 4, stride: 2, padding: 1, size: (9, 7)),
    PlainConvolution(3, 1, kernel: 5, stride: 2, padding: 3, size: (8, 11)),
    PlainConvolution(2, 3, kernel: 2, stride: 3, size: (9, 10), batch: 1),
    PlainConvolution(16, 17, kernel: 3, stride: 2, padding: 1, size: (6, 6), batch: 5),
    PlainConvolution(33, 48, kernel: 6, size: (7, 8)),
  ]

  static let deconvolutions = [
    PlainConvolution(1, 1, kernel: 1, size: (1, 1), transposed: true),
    PlainConvolution(4, 1, kernel: 3, size: (8, 8), transposed: true),
    PlainConvolution(5, 3, kernel: 3, padding: 1, size: (7, 5), transposed: true, batch: 3),
    PlainConvolution(6, 4, kernel: 4, stride: 2, padding: 1, size: (5, 3), transposed: true),
    PlainConvolution(1, 6, kernel: 5, stride: 2, padding: 3, size: (6, 7), transposed: true),
    PlainConvolution(3, 2, kernel: 2, stride: 3, size: (3, 4), transposed: true, batch: 1),
    PlainConvolution(16, 17, kernel: 3, stride: 2, padding: 1, size: (6, 6), transposed: true, batch: 5),
    PlainConvolution(48, 33, kernel: 6, size: (4, 3), transposed: true),
  ]

  /// Every convolution and deconvolution of `mnist` and `svhn`.
  static let presets = [
    PlainConvolution(1, 16, kernel: 6, size: (28, 28)),
    PlainConvolution(16, 32, kernel: 6, size: (23, 23)),
    PlainConvolution(32, 64, kernel: 4, stride: 2, padding: 1, size: (18, 18)),
    PlainConvolution(64, 32, kernel: 4, stride: 2, padding: 1, size: (9, 9), transposed: true),
    PlainConvolution(32, 16, kernel: 6, size: (18, 18), transposed: true),
    PlainConvolution(16, 1, kernel: 6, size: (23, 23), transposed: true),
    PlainConvolution(3, 64, kernel: 4, stride: 2, padding: 1, size: (32, 32)),
    PlainConvolution(64, 128, kernel: 4, stride: 2, padding: 1, size: (16, 16), batch: 1),
    PlainConvolution(128, 256, kernel: 4, stride: 2, padding: 1, size: (8, 8), batch: 1),
    PlainConvolution(256, 128, kernel: 4, stride: 2, padding: 1, size: (4, 4), transposed: true, batch: 1),
    PlainConvolution(128, 64, kernel: 4, stride: 2, padding: 1, size: (8, 8), transposed: true, batch: 1),
    PlainConvolution(64, 3, kernel: 4, stride: 2, padding: 1, size: (16, 16), transposed: true),
  ]

  @Test(
    "gives the formula's output and gradients, in whatever order images and weights lie",
    arguments: convolutions + deconvolutions)
  func formula(plain: PlainConvolution) throws {
    for order in PlannedConvolution.Order.allCases {
      for isPreferred in [true, false] {
        try expectFormula(plain, Options(order: order, isPreferred: isPreferred))
      }
    }
  }

  @Test("of a preset gives the formula's output and gradients", arguments: presets)
  func preset(plain: PlainConvolution) throws {
    try expectFormula(plain, Options())
  }

  @Test(
    "with a nonlinearity, or without a bias, gives the formula's output and gradients",
    arguments: [convolutions[3], convolutions[6], deconvolutions[3], deconvolutions[6]])
  func variants(plain: PlainConvolution) throws {
    for activation in [Activation.relu, .tanh] {
      for isBiased in [true, false] {
        try expectFormula(plain, Options(activation: activation, isBiased: isBiased))
      }
    }
  }

  @Test(
    "to few channels, as a product and a sum, gives the formula's output and gradients",
    arguments: (deconvolutions + presets).filter {
      $0.isTransposed && $0.outputs <= ColumnDeconvolution.mostChannels
    })
  func columns(plain: PlainConvolution) throws {
    for order in PlannedConvolution.Order.allCases {
      try expectFormula(plain, Options(order: order, isByColumns: true))
    }
  }

  @Test("of stride 1 is the convolution by the kernel turned around, with the rest of it as padding")
  func turned() throws {
    let plain = PlainConvolution(6, 3, kernel: 4, padding: 1, size: (7, 5), transposed: true), engine = try Engine()
    let source = try Tensor(plain.sourceDimensions)
    source.buffer.copy(from: plain.x)
    let weights = try Tensor(plain.weightDimensions), bias = try Tensor([3])
    weights.buffer.copy(from: plain.turnedWeights)
    bias.buffer.copy(from: plain.bias)
    let convolution = try LinearOperation(
      .convolution(stride: 1, padding: 4 - 1 - 1), source: source, weights: weights, bias: bias,
      outputs: .plain(plain.outputDimensions), activation: .identity, training: false, engine: engine)
    try convolution.forward()
    let y = try convolution.destination.rowMajorValues(engine: engine)
    expectClose(y, plain.forward(), relative: 1e-5, "output")
  }

  @Test("planned for evaluation gives the same output", arguments: [convolutions[6], deconvolutions[3]])
  func evaluation(plain: PlainConvolution) throws {
    for isByColumns in plain.isTransposed ? [false, true] : [false] {
      let planned = try PlannedConvolution(
        plain, Options(isByColumns: isByColumns, training: false), engine: Engine())
      try planned.map.forward()
      expectClose(try planned.y, plain.forward(), relative: 1e-5, "output")
    }
  }

  @Test("needs no gradient of its input to give the others", arguments: [convolutions[1], deconvolutions[3]])
  func firstLayer(plain: PlainConvolution) throws {
    let expected = plain.backward(slopes: plain.gradient.map { _ in 1 })
    for isByColumns in plain.isTransposed ? [false, true] : [false] {
      let planned = try PlannedConvolution(
        plain, Options(isByColumns: isByColumns, isFirst: true), engine: Engine())
      try planned.map.forward()
      try planned.map.backward()
      expectClose(try planned.dWeights, expected.weights, relative: 1e-5, "gradient of the weights")
      #expect(try planned.dx.allSatisfy { $0 == 0 })
    }
  }

  @Test("takes no memory when run, and gives the same bits again")
  func again() throws {
    for plain in [Self.convolutions[6], Self.deconvolutions[3]] {
      let planned = try PlannedConvolution(plain, engine: Engine())
      try planned.map.forward()
      let first = try planned.y, before = Buffer.allocations
      for _ in 0..<3 {
        try planned.map.forward()
        try planned.map.backward()
      }
      #expect(Buffer.allocations == before)
      #expect(try planned.y == first)
    }
  }

  @Test(
    "of bfloat16 factors gives the formula's output and gradients, with sums in float32",
    .enabled(if: Precision.bf16.isSupported, "this processor has no AVX-512 BF16"),
    arguments: convolutions + deconvolutions)
  func bfloat16(plain: PlainConvolution) throws {
    var plain = plain
    plain.isRounded = true
    for order in PlannedConvolution.Order.allCases {
      try expectFormula(plain, Options(order: order, precision: .bf16))
    }
  }

  @Test(
    "of factors that bfloat16 has to round gives the output to its 8 bits, and no better",
    .enabled(if: Precision.bf16.isSupported, "this processor has no AVX-512 BF16"),
    arguments: [convolutions[6], deconvolutions[6]])
  func rounded(plain: PlainConvolution) throws {
    let planned = try PlannedConvolution(plain, Options(precision: .bf16), engine: Engine())
    try planned.map.forward()
    let y = try planned.y, expected = plain.forward()
    expectClose(y, expected, relative: 4e-3, "output")
    let largest = zip(y, expected).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(largest > 1e-4 * (expected.map { abs($0) }.max() ?? 0))
  }

  @Test("of a kernel that does not give the output's size is refused with a message")
  func mismatch() throws {
    let engine = try Engine()
    let source = try Tensor([2, 3, 8, 8]), weights = try Tensor([4, 3, 3, 3])
    let error = #expect(throws: ComputeError.self) {
      _ = try LinearOperation(
        .convolution(stride: 1, padding: 0), source: source, weights: weights, bias: nil,
        outputs: .plain([2, 4, 7, 6]),
        activation: .identity, training: true, engine: engine)
    }
    #expect(error?.description == "planning a convolution of [4, 3, 3, 3] failed: oneDNN says invalid arguments")
  }

  private func expectFormula(_ plain: PlainConvolution, _ options: Options) throws {
    let planned = try PlannedConvolution(plain, options, engine: Engine()), what = "\(options)"
    let pixels = plain.outputDimensions[2] * plain.outputDimensions[3], bias = doubles(plain.bias)
    let y = plain.forward().enumerated().map { i, sum in
      let value = options.isBiased ? sum : sum - bias[i / pixels % plain.outputs]
      return options.activation == .relu ? max(value, 0) : options.activation == .tanh ? tanh(value) : value
    }
    let slopes = y.map { value -> Double in
      options.activation == .relu ? (value > 0 ? 1 : 0) : options.activation == .tanh ? 1 - value * value : 1
    }
    try planned.map.forward()
    expectClose(try planned.y, y, relative: 1e-5, "output, \(what)")
    try planned.map.backward()
    let expected = plain.backward(slopes: slopes)
    expectClose(try planned.dx, expected.x, relative: 1e-5, "gradient of the input, \(what)")
    expectClose(try planned.dWeights, expected.weights, relative: 1e-5, "gradient of the weights, \(what)")
    if let dBias = try planned.dBias {
      expectClose(dBias, expected.bias, relative: 1e-5, "gradient of the bias, \(what)")
    }
  }
}
