import Compute

/// Everything that makes a GMVAE but its numbers (Dilokthanakul et al. 2016): the sizes and the three networks.
public struct ModelSpecification: Sendable, Equatable {
  /// The preset it came from, or the person's own name for it.
  public var name: String
  /// The shape of an observation y.
  public var observedShape: LayerShape
  /// p(y|x).
  public var likelihood: Likelihood
  /// K, the components of the mixture prior.
  public var components: Int
  /// Dx, the size of the clustered latent x.
  public var latent: Int
  /// Dw, the size of the style latent w.
  public var style: Int
  /// y → the trunk before the four heads of q(x|y) and q(w|y).
  public var encoder: [LayerSpecification]
  /// w → the trunk before the 2K heads of p(x|w, z).
  public var prior: [LayerSpecification]
  /// x → the trunk before p(y|x).
  public var decoder: [LayerSpecification]
  /// The layer that gives p(y|x); nil for a fully connected one.
  public var decoderHead: LayerSpecification?
  /// Whether the encoder has a softmax head for q(z|y), as in the paper's first version; p(z|x,w) takes its place elsewhere.
  public var hasComponentHead = false

  /// The numbers of an observation, by their places in increasing order, that are left out of log p(y|x): they never change
  /// in the data the model is for, and the density of a constant has no bound.
  public var constants: [Int] = []

  /// Whether each example says which of its numbers are left out of log p(y|x), for they are missing.
  public var isMasked = false

  /// The numbers of an observation that are the levels of one category, for each category, by their places in increasing order.
  public var categories: [Range<Int>] = []

  /// The batches that the decoder and p(w) are told; nil if none are told apart.
  public var covariate: Covariate?

  /// No network has more layers.
  public static let mostLayers = 1000

  /// D, the numbers in an observation y.
  public var observed: Int { observedShape.count }

  /// Names all of it; presets give whole specifications.
  public init(
    name: String, observedShape: LayerShape, likelihood: Likelihood, components: Int, latent: Int, style: Int,
    encoder: [LayerSpecification], prior: [LayerSpecification], decoder: [LayerSpecification],
    decoderHead: LayerSpecification? = nil
  ) {
    self.name = name
    self.observedShape = observedShape
    self.likelihood = likelihood
    self.components = components
    self.latent = latent
    self.style = style
    self.encoder = encoder
    self.prior = prior
    self.decoder = decoder
    self.decoderHead = decoderHead
  }

  /// How many logits of q(z|y) the encoder gives.
  public var logits: Int { hasComponentHead ? components : 0 }

  /// How a model with these heads is evaluated.
  var formulation: Formulation { hasComponentHead ? .firstVersion : .closed }

  /// The three networks from input to heads.
  public enum NetworkKind: String, Sendable, CaseIterable {
    /// The recognition network.
    case encoder
    /// The mixture prior's network.
    case prior
    /// The generative network.
    case decoder
  }

  /// The layers of a network, its heads last.
  public func layers(of network: NetworkKind) -> [LayerSpecification] {
    switch network {
    case .encoder: encoder + [.dense(passSizes(batch: 1, samples: 1).headWidth, .identity)]
    case .prior: prior + [.dense(2 * components * latent, .identity)]
    case .decoder: decoder + [decoderHead ?? .dense(likelihood.outputs(for: observed), .identity)]
    }
  }

  /// What an example is at the network's input.
  public func input(of network: NetworkKind) -> LayerShape {
    switch network {
    case .encoder: observedShape
    case .prior: .vector(style)
    case .decoder: .vector(latent + batches)
    }
  }
}

extension ModelSpecification {
  /// For each number of an observation how many levels of a category begin with it, or 0; empty if the likelihood asks for none.
  var levels: [Int32] {
    guard likelihood == .mixed || likelihood == .categorical && !categories.isEmpty else { return [] }
    var levels = [Int32](repeating: 0, count: observed)
    for places in categories { levels[places.lowerBound] = Int32(places.count) }
    return levels
  }

  /// The sizes of a pass with this model.
  func passSizes(batch: Int, samples: Int) -> PassSizes {
    PassSizes(
      batch: batch, samples: samples, components: components, latent: latent, style: style, logits: logits)
  }
}
