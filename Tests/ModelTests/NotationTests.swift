import Compute
import Model
import Testing

@Suite("The notation of layers")
struct NotationTests {
  @Test("says every network of every preset, and reads it back", arguments: Preset.allCases)
  func presets(preset: Preset) throws {
    let specification = preset.specification(observed: preset.requiredShape ?? .vector(20))
    for network in ModelSpecification.NetworkKind.allCases {
      let layers = specification.layers(of: network)
      #expect(try LayerNotation.layers(LayerNotation.text(layers)) == layers)
    }
  }

  @Test("makes the paper's network for MNIST layer by layer")
  func mnist() throws {
    let shape = LayerShape.image(channels: 1, height: 28, width: 28)
    let own = try Preset.compact.specification(observed: shape, components: 10, latent: 200, style: 150).replacing(
      encoder: LayerNotation.layers("conv16x6*, conv32x6*, conv64x4s2p1*, fc500*"),
      prior: LayerNotation.layers("fc500 tanh"),
      decoder: LayerNotation.layers("fc500*, fc64x9x9*, deconv32x4s2p1*, deconv16x6*, deconv1x6"), observed: shape)
    var preset = Preset.mnist.specification(observed: shape)
    preset.name = own.name
    #expect(own == preset)
    #expect(
      own.shapes(of: .encoder).map(\.description) == [
        "1 × 28 × 28", "16 × 23 × 23", "32 × 18 × 18", "64 × 9 × 9", "500", "700",
      ])
  }

  static let unreadableTexts: [(String, Int, String)] = [
    ("fc500, cnv16x6", 1, "cnv16x6"), ("", 0, ""), ("fc500,,fc3", 1, ""), ("fc0", 0, "fc0"), ("fc65537", 0, "fc65537"),
    ("fc-3", 0, "fc-3"), ("conv16", 0, "conv16"), ("conv16x6s0", 0, "conv16x6s0"), ("conv16x6p1s2", 0, "conv16x6p1s2"),
    ("conv16x1025", 0, "conv16x1025"), ("fc3x4", 0, "fc3x4"), ("fc500 sigmoid", 0, "fc500 sigmoid"),
    ("fc500* tanh", 0, "fc500* tanh"), ("fc99999999999999999999", 0, "fc99999999999999999999"),
    ("deconv1xx6", 0, "deconv1xx6"),
  ]

  @Test("names the layer that it cannot read", arguments: unreadableTexts)
  func unreadable(text: String, layer: Int, named: String) {
    let failure = #expect(throws: LayerNotation.Failure.self) { _ = try LayerNotation.layers(text) }
    #expect(failure?.layer == layer)
    #expect(failure?.text == named)
    #expect(failure?.message.isEmpty == false)
  }

  static let misfitting: [(encoder: String?, decoder: String?, layer: Int, message: String)] = [
    ("fc500, conv16x6", nil, 1, "it needs an image, and gets 500 numbers (fcCxHxW makes an image of them)"),
    ("conv16x6, conv8x24", nil, 1, "its kernel of 24 × 24 is larger than its input, 16 × 23 × 23"),
    ("conv16x33p2", nil, 0, "its kernel of 33 × 33 is larger than its input, 1 × 28 × 28 with padding 2"),
    ("deconv4x3p99", nil, 0, "its padding of 99 leaves nothing of 1 × 28 × 28"),
    ("deconv4x3s1024, deconv4x3s1024", nil, 0, "its output would be larger than 67108864 numbers"),
    ("fc60000x60000x60000", nil, 0, "its output would be larger than 67108864 numbers"),
    (nil, "fc16x7x7, deconv1x3s2", 1, "it gives 1 × 15 × 15, and p(y|x) needs 1 × 28 × 28"),
    (nil, "deconv1x3s2", 0, "it needs an image, and gets 10 numbers (fcCxHxW makes an image of them)"),
  ]

  @Test("of layers that do not fit says which and why", arguments: misfitting)
  func misfits(encoder: String?, decoder: String?, layer: Int, message: String) throws {
    let shape = LayerShape.image(channels: 1, height: 28, width: 28)
    let specification = Preset.compact.specification(observed: shape)
    func layers(_ text: String?) throws -> [LayerSpecification]? { try text.map(LayerNotation.layers) }
    let misfit = #expect(throws: ModelSpecification.Misfit.self) {
      _ = try specification.replacing(
        encoder: layers(encoder), prior: nil, decoder: layers(decoder), observed: shape)
    }
    #expect(misfit?.layer == layer)
    #expect(misfit?.network == (encoder == nil ? .decoder : .encoder))
    #expect(misfit?.message == message)
  }
}
