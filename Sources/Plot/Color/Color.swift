/// A color in sRGB, each channel 0…1.
public struct Color: Sendable, Hashable {
  /// The red channel.
  public var red: Double
  /// The green channel.
  public var green: Double
  /// The blue channel.
  public var blue: Double

  /// A color of three channels, each 0…1.
  public init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A color written `0xRRGGBB`.
  public init(hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255, blue: Double(hex & 0xFF) / 255)
  }

  /// The color `share` of the way to `other`.
  func mixed(with other: Color, share: Double) -> Color {
    Color(
      red: red + (other.red - red) * share, green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }
}
