import CKernels
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
    if case .image = shape {
      noise = try Buffer(count: batch * Int(GM_AFFINE_NOISE))
      exchange = try Buffer(count: 0)
    } else {
      noise = try Buffer(count: batch * shape.count)
      exchange = try Buffer(count: batch * shape.count)
    }
  }

  /// Makes a copy of each example.
  func copy(_ source: Buffer, to copies: Buffer, distortion: Double, seed: UInt64, position: GMVAE.Position) {
    let (epoch, step) = (UInt32(truncatingIfNeeded: position.epoch), UInt32(truncatingIfNeeded: position.step))
    gm_normals(seed, use.noise.rawValue, epoch, step, Int64(noise.count), noise.pointer)
    let strength = Float(distortion)
    switch shape {
    case .image(let channels, let height, let width):
      var images = gm_images(
        batch: Int64(batch), channels: Int64(channels), height: Int64(height), width: Int64(width))
      var standard = gm_distortion(
        rotation: 0.2 * strength, shear: 0.15 * strength, scale: 0.14 * strength, shift: 0.1 * strength)
      gm_affine_copies(&images, &standard, support.kernel, noise.pointer, source.pointer, copies.pointer)
    case .vector(let size):
      gm_uniforms(
        seed, use.exchange.rawValue, epoch, step, Int64(exchange.count), 0.5, exchange.pointer)
      gm_noisy_copies(
        Int64(batch), Int64(size), 0.2 * strength, 0.1 * strength, support.kernel, noise.pointer, exchange.pointer,
        source.pointer, copies.pointer)
    }
  }
}
