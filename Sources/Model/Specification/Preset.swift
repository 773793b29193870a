import Compute

/// Networks by name: the paper's, and a small one that suits most data.
public enum Preset: String, Sendable, CaseIterable {
  /// Points in the plane: two dense layers of 120 on both sides, x and w of size 2.
  case arcs
  /// Anything but points in the plane and images: two dense layers of 500 on both sides, x and w of size 10. Small latents keep all
  /// components in use where the paper's sizes let one take all.
  case compact
  /// Images from 16 × 16 on: two convolutions and two dense layers before x and w of size 10,
  /// two dense layers of 500 behind them; for anything but images the same as `compact`.
  case best
  /// Flat images: two dense layers of 1000 on both sides, x of size 200, w of size 150.
  case mnistFC = "mnist-fc"
  /// Gray images of 28 × 28: three convolutions and a dense layer on both sides, x of size 200, w of size 150.
  case mnist
  /// Color images of 32 × 32: three convolutions and a dense layer on both sides, x of size 200, w of size 150.
  case svhn

  /// The preset that suits observations of this shape. Two counts overflow in the network of the arcs, which has no normalization:
  /// of six models for counts up to 18, two did in the first step.
  public static func suited(to shape: LayerShape, _ likelihood: Likelihood? = nil) -> Preset {
    guard shape.count > 2 else { return likelihood?.support == .counts ? .compact : .arcs }
    return Preset.best.convolutions(for: shape).isEmpty ? .compact : .best
  }

  /// The shape of image that the convolutions were made for; nil where any observation will do.
  public var requiredShape: LayerShape? {
    switch self {
    case .arcs, .compact, .best, .mnistFC: nil
    case .mnist: .image(channels: 1, height: 28, width: 28)
    case .svhn: .image(channels: 3, height: 32, width: 32)
    }
  }

  /// Whether it is made for data of any kind, to which likelihood and number of components are then suited.
  public var suitsAnyData: Bool { self == .compact || self == .best }

  /// K where the person names none.
  public var defaultComponents: Int {
    switch self {
    case .arcs: 8
    case .compact, .best, .mnistFC, .mnist, .svhn: 10
    }
  }

  /// Examples a batch where the person names none.
  public var defaultBatch: Int {
    switch self {
    case .arcs: 200
    case .compact, .best, .mnistFC, .mnist: 100
    case .svhn: 128
    }
  }

  /// The likelihood of the paper's data for this preset.
  public var defaultLikelihood: Likelihood {
    switch self {
    case .arcs: .gaussian
    case .compact, .best, .mnistFC, .mnist, .svhn: .bernoulli
    }
  }

  /// The model for observations of shape `observed`.
  ///
  /// - Parameters:
  ///   - components: K.
  ///   - latent: the size of x, nil for the preset's.
  ///   - style: the size of w, nil for the preset's.
  ///   - hidden: units of each dense hidden layer of encoder and decoder, nil for the preset's; the prior network's one
  ///     hidden layer has as many as the encoder's last.
  public func specification(
    observed: LayerShape, components: Int? = nil, latent: Int? = nil, style: Int? = nil, hidden: [Int]? = nil,
    likelihood: Likelihood? = nil
  ) -> ModelSpecification {
    let units = hidden ?? defaultHidden, isDense = requiredShape == nil
    let isNormalized = self != .arcs
    return ModelSpecification(
      name: rawValue, observedShape: convolutions(for: observed).isEmpty ? .vector(observed.count) : observed,
      likelihood: likelihood ?? defaultLikelihood, components: components ?? defaultComponents,
      latent: latent ?? defaultSizes.latent, style: style ?? defaultSizes.style,
      encoder: convolutions(for: observed) + units.map { .dense($0, .relu, normalized: isNormalized) },
      prior: [.dense(units.last ?? 1, .tanh)],
      decoder: units.reversed().map { .dense($0, .relu, normalized: !isDense) } + deconvolutions,
      decoderHead: isDense ? nil : head(likelihood ?? defaultLikelihood))
  }

  private func convolutions(for observed: LayerShape) -> [LayerSpecification] {
    switch self {
    case .arcs, .compact, .mnistFC: []
    case .best:
      if case .image(_, let height, let width) = observed, min(height, width) >= 16 {
        [(16, 5, 2, 2), (32, 5, 2, 2)].map(Self.convolution)
      } else {
        []
      }
    case .mnist: [(16, 6, 1, 0), (32, 6, 1, 0), (64, 4, 2, 1)].map(Self.convolution)
    case .svhn: [(64, 4, 2, 1), (128, 4, 2, 1), (256, 4, 2, 1)].map(Self.convolution)
    }
  }

  private var deconvolutions: [LayerSpecification] {
    switch self {
    case .arcs, .compact, .best, .mnistFC: []
    case .mnist:
      [LayerSpecification(.expansion(channels: 64, height: 9, width: 9), .relu, normalized: true)]
        + [(32, 4, 2, 1), (16, 6, 1, 0)].map(Self.deconvolution)
    case .svhn:
      [LayerSpecification(.expansion(channels: 256, height: 4, width: 4), .relu, normalized: true)]
        + [(128, 4, 2, 1), (64, 4, 2, 1)].map(Self.deconvolution)
    }
  }

  /// The last deconvolution: one output plane a channel for Bernoulli, means and log variances for Gaussian pixels.
  private func head(_ likelihood: Likelihood) -> LayerSpecification {
    let isGray = self == .mnist
    return LayerSpecification(
      .deconvolution(
        channels: likelihood.outputs(for: isGray ? 1 : 3), kernel: isGray ? 6 : 4, stride: isGray ? 1 : 2,
        padding: isGray ? 0 : 1), .identity)
  }

  private static func convolution(_ channels: Int, _ kernel: Int, _ stride: Int, _ padding: Int) -> LayerSpecification {
    LayerSpecification(
      .convolution(channels: channels, kernel: kernel, stride: stride, padding: padding), .relu, normalized: true)
  }

  private static func deconvolution(_ channels: Int, _ kernel: Int, _ stride: Int, _ padding: Int) -> LayerSpecification
  {
    LayerSpecification(
      .deconvolution(channels: channels, kernel: kernel, stride: stride, padding: padding), .relu, normalized: true)
  }

  private var defaultHidden: [Int] {
    switch self {
    case .arcs: [120, 120]
    case .compact, .best: [500, 500]
    case .mnistFC: [1000, 1000]
    case .mnist, .svhn: [500]
    }
  }

  private var defaultSizes: (latent: Int, style: Int) {
    switch self {
    case .arcs: (2, 2)
    case .compact, .best: (10, 10)
    case .mnistFC, .mnist, .svhn: (200, 150)
    }
  }
}
