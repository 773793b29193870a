import Compute

/// How copies for consistency and augmented examples are made, different ones at each visit; all numbers depend on seed, epoch and step only.
///
/// Images are turned, sheared, scaled and shifted a little, which keeps what they show: rotation, shear, the logarithm of
/// the scale along each side, and both shifts are normal with standard deviations of 0.2 rad, 0.15, 0.14, and 0.1 half sides.
///
/// Other data get normal noise of 0.2 of each number's standard deviation, and one number in ten becomes that of another
/// example (as in SCARF, Bahri et al. 2022). The distortion multiplies all of these.
///
/// Copies stay within the likelihood's support: each number is the nearest one that belongs to it.
struct Transformation {
  private let shape: LayerShape
  private let batch: Int
  private let noise: Buffer
  private let exchange: Buffer
  private let support: Support
  private let use: Use

  /// What copies are for; each use has random numbers of its own.
  enum Use {
    case consistency, augmentation

    var noise: RandomPurpose { self == .consistency ? .transformation : .augmentation }
    var exchange: RandomPurpose { self == .consistency ? .exchange : .augmentationExchange }
  }

  /// Plans for `batch` examples of a shape.
  init(
    of shape: LayerShape, batch: Int, within support: Support, _ use: Use = .consistency
  ) throws(ComputeError) {
    self.shape = shape
    self.batch = batch
    self.support = support
    self.use = use
    let isImage = shape.isImage
    noise = try Buffer(count: batch * (isImage ? ImageDistortion.noise : shape.count))
    exchange = try Buffer(count: isImage ? 0 : batch * shape.count)
  }

  /// Makes a copy of each example.
  func copy(
    _ source: Buffer, to copies: Buffer, distortion: Double, seed: UInt64, position: GMVAE.Position,
    on backend: any Backend
  ) {
    func stream(_ purpose: RandomPurpose) -> RandomStream {
      RandomStream(seed: seed, purpose, epoch: position.epoch, step: position.step)
    }
    backend.drawNormals(noise, from: stream(use.noise))
    let strength = Float(distortion)
    switch shape {
    case .image(let channels, let height, let width):
      let distortion = ImageDistortion(
        batch: batch, channels: channels, height: height, width: width, rotation: 0.2 * strength,
        shear: 0.15 * strength, scale: 0.14 * strength, shift: 0.1 * strength, support: support)
      backend.distort(source, distortion, noise: noise, into: copies)
    case .vector(let size):
      backend.drawUniforms(exchange, limit: 0.5, from: stream(use.exchange))
      let distortion = RowDistortion(
        batch: batch, size: size, noise: 0.2 * strength, exchanged: 0.1 * strength, support: support)
      backend.distort(source, distortion, noise: noise, exchange: exchange, into: copies)
    }
  }
}
