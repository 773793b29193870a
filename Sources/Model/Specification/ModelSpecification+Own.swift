extension ModelSpecification {
  /// A layer that does not fit what comes before it.
  public struct Misfit: Error, Equatable {
    /// The network it belongs to.
    public let network: NetworkKind
    /// Which layer, counted from 0.
    public let layer: Int
    /// Its notation.
    public let text: String
    /// Why it does not fit, for people.
    public let message: String
  }

  /// The networks with layers of one's own in place of those that are named.
  ///
  /// The decoder's last layer is its head where it gives an image; elsewhere a dense head follows.
  /// - Throws: the first layer that does not fit.
  public func replacing(
    encoder: [LayerSpecification]?, prior: [LayerSpecification]?, decoder: [LayerSpecification]?, observed: LayerShape
  ) throws(Misfit) -> ModelSpecification {
    var own = self
    own.name = "own"
    own.observedShape = observed
    if let encoder { own.encoder = encoder }
    if let prior { own.prior = prior }
    if let decoder { own.setDecoder(decoder) }
    for network in NetworkKind.allCases { try own.checkLayers(of: network) }
    try own.checkDecoderHead()
    return own
  }

  private mutating func setDecoder(_ layers: [LayerSpecification]) {
    decoder = layers
    decoderHead = nil
    if let last = layers.last, last.isKernel {
      decoder.removeLast()
      decoderHead = LayerSpecification(last.kind, .identity)
    }
  }

  private func checkLayers(of network: NetworkKind) throws(Misfit) {
    let layers = layers(of: network), shapes = shapes(of: network)
    guard layers.count <= Self.mostLayers else {
      throw misfit(network, Self.mostLayers, "a network has at most \(Self.mostLayers) layers")
    }
    for (index, layer) in layers.enumerated() {
      guard index + 1 < shapes.count, shapes[index + 1].count <= LayerShape.mostNumbers else {
        throw misfit(network, index, layer.misfit(after: shapes[index]))
      }
    }
  }

  private func checkDecoderHead() throws(Misfit) {
    let shapes = shapes(of: .decoder), index = shapes.count - 2
    guard decoderHead != nil, let given = shapes.last else { return }
    guard case .image(let channels, let height, let width) = observedShape else {
      throw misfit(.decoder, index, "it gives an image, and the data are rows of \(observed) numbers")
    }
    let wanted = LayerShape.image(channels: likelihood.outputs(for: channels), height: height, width: width)
    guard given == wanted else {
      throw misfit(.decoder, index, "it gives \(given), and p(y|x) needs \(wanted)")
    }
  }

  private func misfit(_ network: NetworkKind, _ index: Int, _ message: String) -> Misfit {
    Misfit(network: network, layer: index, text: layers(of: network)[index].notation, message: message)
  }
}

extension LayerSpecification {
  /// Whether a kernel moves over an image.
  var isKernel: Bool {
    switch kind {
    case .dense, .expansion: false
    case .convolution, .deconvolution: true
    }
  }

  /// Why the layer does not fit an input of that shape.
  func misfit(after input: LayerShape) -> String {
    switch (kind, input) {
    case (.convolution, .vector), (.deconvolution, .vector):
      "it needs an image, and gets \(input) numbers (fcCxHxW makes an image of them)"
    case (.convolution(_, let kernel, _, let padding), .image):
      "its kernel of \(kernel) × \(kernel) is larger than its input, \(input)"
        + (padding > 0 ? " with padding \(padding)" : "")
    case (.deconvolution(_, let kernel, let stride, let padding), .image(_, let height, let width))
    where (min(height, width) - 1) * stride + kernel <= 2 * padding:
      "its padding of \(padding) leaves nothing of \(input)"
    default: "its output would be larger than \(LayerShape.mostNumbers) numbers"
    }
  }
}
