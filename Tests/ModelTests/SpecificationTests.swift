import Compute
import Testing

@testable import Model

@Suite("Presets and first weights", .serialized)
struct SpecificationTests {
  @Test("arcs has the paper's layers and 35,444 numbers to train")
  func arcs() throws {
    let arcs = Preset.arcs.specification(observed: .vector(2))
    expectLayers(arcs, .encoder, [(120, "relu", 360), (120, "relu", 14_520), (8, "identity", 968)])
    expectLayers(arcs, .prior, [(120, "tanh", 360), (32, "identity", 3872)])
    expectLayers(arcs, .decoder, [(120, "relu", 360), (120, "relu", 14_520), (4, "identity", 484)])
    #expect(arcs.parameterCount == 35_444 && arcs.components == 8 && arcs.likelihood == .gaussian)
    let model = try GMVAE(arcs, seed: 1, batch: 200, engine: Engine())
    let trained = model.parameters.all.filter(\.isTrained).map { $0.value.dimensions.reduce(1, *) }
    #expect(trained.reduce(0, +) == 35_444)
    #expect(model.parameters["encoder.1.weight"]?.value.dimensions == [120, 2])
    #expect(model.parameters["prior.heads.bias"]?.value.dimensions == [32])
  }

  @Test("mnist-fc has the paper's layers and 8,630,484 numbers to train")
  func mnist() {
    let mnist = Preset.mnistFC.specification(observed: .vector(784))
    expectLayers(mnist, .encoder, [(1000, "relu", 786_000), (1000, "relu", 1_002_000), (700, "identity", 700_700)])
    expectLayers(mnist, .prior, [(1000, "tanh", 151_000), (4000, "identity", 4_004_000)])
    expectLayers(mnist, .decoder, [(1000, "relu", 201_000), (1000, "relu", 1_001_000), (784, "identity", 784_784)])
    #expect(mnist.parameterCount == 8_630_484 && mnist.components == 10 && mnist.likelihood == .bernoulli)
    #expect(mnist.layers(of: .encoder).map(\.isNormalized) == [true, true, false])
    #expect(
      (mnist.layers(of: .decoder) + mnist.layers(of: .prior)).map(\.isNormalized) == [
        false, false, false, false, false,
      ])
  }

  @Test("weights before a rectifier start in ±√(6/fan-in), all others and biases in ±1/√fan-in")
  func start() throws {
    let model = try GMVAE(Preset.arcs.specification(observed: .vector(2)), seed: 3, batch: 200, engine: Engine())
    let he = Float(6).squareRoot()
    try expectRange(model, "encoder.1.weight", he / Float(2).squareRoot())
    try expectRange(model, "encoder.2.weight", he / Float(120).squareRoot())
    try expectRange(model, "decoder.2.weight", he / Float(120).squareRoot())
    try expectRange(model, "prior.1.weight", 1 / Float(2).squareRoot())
    for network in ["encoder", "prior", "decoder"] {
      try expectRange(model, "\(network).heads.weight", 1 / Float(120).squareRoot())
      try expectRange(model, "\(network).1.bias", 1 / Float(2).squareRoot())
    }
  }

  @Test("normalized layers start with weights in ±1/√fan-in, scale 1, shift 0 and no bias")
  func normalizedStart() throws {
    let specification = Preset.mnistFC.specification(observed: .vector(50), latent: 4, style: 3, hidden: [40, 30])
    let model = try GMVAE(specification, seed: 3, batch: 20, engine: Engine())
    try expectRange(model, "encoder.1.weight", 1 / Float(50).squareRoot())
    try expectRange(model, "encoder.2.weight", 1 / Float(40).squareRoot())
    try expectRange(model, "decoder.2.weight", Float(6).squareRoot() / Float(30).squareRoot())
    for (suffix, value) in [("scale", 1), ("shift", 0), ("mean", 0), ("variance", 1)] as [(String, Float)] {
      let parameter = try #require(model.parameters["encoder.2.\(suffix)"])
      #expect(parameter.value.buffer.values.allSatisfy { $0 == value }, "\(suffix)")
      #expect(parameter.isTrained == ["scale", "shift"].contains(suffix))
    }
    #expect(model.parameters["encoder.1.bias"] == nil)
  }

  @Test("the same seed gives the same weights, another gives others")
  func seeds() throws {
    func weights(_ seed: UInt64) throws -> [Float] {
      let model = try GMVAE(Preset.arcs.specification(observed: .vector(2)), seed: seed, batch: 200, engine: Engine())
      return Array(model.parameters.values.values)
    }
    let first = try weights(1)
    #expect(try weights(1) == first && weights(2) != first)
  }

  @Test("mnist has the paper's convolutions")
  func mnistConvolutions() {
    let mnist = Preset.mnist.specification(observed: .image(channels: 1, height: 28, width: 28))
    // Weights without biases, and a scale and a shift a channel where a normalization follows.
    expectLayers(
      mnist, .encoder,
      [
        (16 * 23 * 23, "relu", 16 * 36 + 32), (32 * 18 * 18, "relu", 32 * 16 * 36 + 64),
        (64 * 9 * 9, "relu", 64 * 32 * 16 + 128), (500, "relu", 500 * 5184 + 1000), (700, "identity", 700 * 501),
      ])
    expectLayers(
      mnist, .decoder,
      [
        (500, "relu", 500 * 200 + 1000), (5184, "relu", 5184 * 500 + 128), (32 * 18 * 18, "relu", 64 * 32 * 16 + 64),
        (16 * 23 * 23, "relu", 32 * 16 * 36 + 32), (784, "identity", 16 * 36 + 1),
      ])
    expectMultiplyAdds(
      mnist, .encoder, [16 * 36 * 23 * 23, 32 * 16 * 36 * 18 * 18, 64 * 32 * 16 * 9 * 9, 500 * 5184, 700 * 500])
    expectMultiplyAdds(mnist, .prior, [500 * 150, 4000 * 500])
    expectMultiplyAdds(
      mnist, .decoder,
      [500 * 200, 5184 * 500, 64 * 32 * 16 * 9 * 9, 32 * 16 * 36 * 18 * 18, 16 * 36 * 23 * 23])
  }

  @Test("svhn has the paper's convolutions")
  func svhnConvolutions() {
    let svhn = Preset.svhn.specification(observed: .image(channels: 3, height: 32, width: 32))
    expectLayers(
      svhn, .encoder,
      [
        (64 * 16 * 16, "relu", 64 * 48 + 128), (128 * 8 * 8, "relu", 128 * 64 * 16 + 256),
        (256 * 4 * 4, "relu", 256 * 128 * 16 + 512), (500, "relu", 500 * 4096 + 1000), (700, "identity", 700 * 501),
      ])
    expectLayers(
      svhn, .decoder,
      [
        (500, "relu", 500 * 200 + 1000), (4096, "relu", 4096 * 500 + 512), (128 * 8 * 8, "relu", 128 * 256 * 16 + 256),
        (64 * 16 * 16, "relu", 64 * 128 * 16 + 128), (3072, "identity", 3 * 64 * 16 + 3),
      ])
    expectMultiplyAdds(
      svhn, .encoder,
      [64 * 48 * 16 * 16, 128 * 64 * 16 * 8 * 8, 256 * 128 * 16 * 4 * 4, 500 * 4096, 700 * 500])
    expectMultiplyAdds(svhn, .prior, [500 * 150, 4000 * 500])
    expectMultiplyAdds(
      svhn, .decoder,
      [500 * 200, 4096 * 500, 128 * 256 * 16 * 4 * 4, 64 * 128 * 16 * 8 * 8, 3 * 64 * 16 * 16 * 16])
  }

  private func expectLayers(
    _ specification: ModelSpecification, _ network: ModelSpecification.NetworkKind,
    _ expected: [(outputs: Int, activation: String, parameters: Int)]
  ) {
    let layers = specification.layers(of: network)
    #expect(specification.shapes(of: network).dropFirst().map(\.count) == expected.map(\.outputs))
    #expect(layers.map(\.activation.rawValue) == expected.map(\.activation))
    let counts = specification.placedLayers(of: network).map(\.parameterCount)
    #expect(counts == expected.map(\.parameters))
  }

  private func expectMultiplyAdds(
    _ specification: ModelSpecification, _ network: ModelSpecification.NetworkKind, _ expected: [Int]
  ) {
    let counts = specification.placedLayers(of: network).map(\.multiplyAdds)
    #expect(counts == expected, "\(network)")
  }

  /// Inside of ±limit, and filling most of it.
  private func expectRange(_ model: GMVAE, _ name: String, _ limit: Float) throws {
    let values = try #require(model.parameters[name]).value.rowMajorValues(engine: model.engine)
    let largest = values.map(abs).max() ?? 0
    #expect(largest <= limit && largest > 0.9 * limit, "\(name): \(largest), limit \(limit)")
    #expect(abs(values.reduce(0, +) / Float(values.count)) < 3 * limit / Float(values.count).squareRoot(), "\(name)")
  }
}
