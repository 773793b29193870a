import Glibc

/// A color by lightness, chroma and hue in Björn Ottosson's Oklab, where equal steps look about equal.
struct Oklch {
  /// 0 black … 1 white.
  var lightness: Double
  /// 0 gray; about 0.13 is the most that every hue has.
  var chroma: Double
  /// The hue in turns.
  var turn: Double

  /// The color in sRGB as 0xRRGGBB, channels out of range cut.
  var hex: UInt32 {
    let a = chroma * cos(2 * .pi * turn)
    let b = chroma * sin(2 * .pi * turn)
    let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    let red = byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
    let green = byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
    let blue = byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
    return red << 16 | green << 8 | blue
  }

  private func cube(_ value: Double) -> Double { value * value * value }

  private func byte(_ linear: Double) -> UInt32 {
    let value = min(max(linear, 0), 1)
    let encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
    return UInt32((encoded * 255).rounded())
  }
}
