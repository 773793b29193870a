/// Small images at points of a chart, each with a frame in its color, say examples at their latent positions.
///
/// No image covers another: they are placed one by one in an order that `seed` decides, and one that would cover an image
/// placed before is left out, as is one that is not whole in the chart or has a coordinate that is not finite.
/// ``Renderer/thumbnailsLeftOut(of:)`` counts them.
public struct Thumbnails: Sendable, Equatable {
  /// One image at one point.
  public struct Thumbnail: Sendable, Equatable {
    /// The horizontal coordinate of its center.
    public var x: Double
    /// The vertical coordinate of its center.
    public var y: Double
    /// The image.
    public var picture: Picture
    /// The color of its frame.
    public var ink: Ink

    /// An image centered at (x, y).
    public init(x: Double, y: Double, picture: Picture, ink: Ink = .muted) {
      self.x = x
      self.y = y
      self.picture = picture
      self.ink = ink
    }
  }

  /// The images.
  public var thumbnails: [Thumbnail]
  /// About how long an image's longer side is, in points: small images are enlarged by whole numbers.
  public var size: Double
  /// What decides which of several images at a place is shown.
  public var seed: UInt64

  /// Images at points.
  public init(_ thumbnails: [Thumbnail], size: Double = 14, seed: UInt64 = 0) {
    self.thumbnails = thumbnails
    self.size = size
    self.seed = seed
  }
}
