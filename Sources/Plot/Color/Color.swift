import Glibc

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

  /// The color as style sheets write it: `#0072b2`.
  public var hexText: String { "#" + String(String(pixel & 0xFFFFFF | 0x1000000, radix: 16).dropFirst()) }

  /// The color as `0xRRGGBB`.
  public var hex: UInt32 { pixel & 0xFFFFFF }

  /// The color as one of Cairo's pixels, opaque.
  var pixel: UInt32 {
    [red, green, blue].reduce(0xFF) { $0 << 8 | UInt32((min(max($1, 0), 1) * 255).rounded()) }
  }

  /// The color `share` of the way to `other`.
  func mixed(with other: Color, share: Double) -> Color {
    Color(
      red: red + (other.red - red) * share, green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }

  /// The contrast ratio to another color, 1…21, as the Web Content Accessibility Guidelines 2.1 define it.
  func contrast(to other: Color) -> Double {
    let (darker, lighter) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)
  }

  private var luminance: Double {
    let linear = [red, green, blue].map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
