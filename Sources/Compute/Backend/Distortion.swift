import CKernels

/// How images are transformed: the standard deviations of rotation (in radians), shear, the logarithms of both scales, and
/// shifts (in half sides). Pixels from outside of an image are 0, and all are the nearest values of the support.
public struct ImageDistortion: Sendable {
  /// Images of B × channels × height × width.
  public let batch, channels, height, width: Int
  /// The standard deviations.
  public let rotation, shear, scale, shift: Float
  /// The values that pixels may have.
  public let support: Support

  /// How many standard normal numbers a copy takes: rotation, shear, two scales, two shifts.
  public static let noise = Int(GM_AFFINE_NOISE)

  /// Names them.
  public init(
    batch: Int, channels: Int, height: Int, width: Int, rotation: Float, shear: Float, scale: Float, shift: Float,
    support: Support
  ) {
    self.batch = batch
    self.channels = channels
    self.height = height
    self.width = width
    self.rotation = rotation
    self.shear = shear
    self.scale = scale
    self.shift = shift
    self.support = support
  }
}

/// How rows of numbers are transformed: normal noise in proportion to each column's standard deviation in the batch, and a
/// share of the numbers exchanged for those of the next row. All are the nearest values of the support.
public struct RowDistortion: Sendable {
  /// Rows of B × D.
  public let batch, size: Int
  /// The noise in standard deviations, and the share that is exchanged.
  public let noise, exchanged: Float
  /// The values that numbers may have.
  public let support: Support

  /// Names them.
  public init(batch: Int, size: Int, noise: Float, exchanged: Float, support: Support) {
    self.batch = batch
    self.size = size
    self.noise = noise
    self.exchanged = exchanged
    self.support = support
  }
}
