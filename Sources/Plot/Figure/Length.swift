/// A length on paper or on a screen.
public struct Length: Sendable, Hashable, Comparable {
  /// The length in points, 72 to the inch.
  public var points: Double

  /// A length in points, 72 to the inch.
  public static func points(_ count: Double) -> Length { Length(points: count) }

  /// A length in inches.
  public static func inches(_ count: Double) -> Length { Length(points: 72 * count) }

  /// A length in pixels of a PNG at scale 1, of which 150 make an inch unless `perInch` says another number.
  public static func pixels(_ count: Double, perInch: Double = Renderer.pixelsPerInch) -> Length {
    Length(points: 72 * count / perInch)
  }

  /// The length in inches.
  public var inches: Double { points / 72 }

  /// Whether the first is the shorter one.
  public static func < (first: Length, second: Length) -> Bool { first.points < second.points }
}
