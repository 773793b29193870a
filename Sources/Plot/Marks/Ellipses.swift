/// Ellipses of covariances around their means, say the components of a mixture.
public struct Ellipses: Sendable, Equatable {
  /// One ellipse: the points x with (x − m)ᵀ C⁻¹ (x − m) = sigmas².
  public struct Ellipse: Sendable, Equatable {
    /// The mean m, horizontally.
    public var x: Double
    /// The mean m, vertically.
    public var y: Double
    /// The variance along x.
    public var xx: Double
    /// The covariance.
    public var xy: Double
    /// The variance along y.
    public var yy: Double
    /// The color.
    public var ink: Ink
    /// Text at the mean, or beside it where it would cover another one; empty for a cross.
    public var label: String

    /// An ellipse around (x, y) with the covariance [[xx, xy], [xy, yy]].
    public init(
      x: Double, y: Double, xx: Double, xy: Double = 0, yy: Double, ink: Ink = .text, label: String = ""
    ) {
      self.x = x
      self.y = y
      self.xx = xx
      self.xy = xy
      self.yy = yy
      self.ink = ink
      self.label = label
    }
  }

  /// The ellipses, the first at the bottom.
  public var ellipses: [Ellipse]
  /// The distance of the outline from the mean in standard deviations.
  public var sigmas: Double
  /// The name in the legend; empty for none.
  public var name: String

  /// Ellipses at a distance of `sigmas` standard deviations.
  public init(_ ellipses: [Ellipse], sigmas: Double = 2, name: String = "") {
    self.ellipses = ellipses
    self.sigmas = sigmas
    self.name = name
  }
}
