/// Viridis, by Nathaniel Smith and Stéfan van der Walt: from dark violet to yellow, equally readable in gray and to people
/// with color blindness.
enum Viridis {
  /// Colors at equal steps from 0 to 1.
  static let stops: [Color] = [
    0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B, 0x22A884, 0x35B779,
    0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725,
  ].map(Color.init(hex:))

  /// The share of the range, from its dark end, that marks on a dark background do without.
  private static let hiddenInDark = 0.25

  /// The color of a share 0…1 of the range for a mark on a theme's background: on dark, the range begins at a blue that
  /// stands out from it.
  static func color(at share: Double, on theme: Theme) -> Color {
    guard theme == .dark else { return color(at: share) }
    return color(at: hiddenInDark + (1 - hiddenInDark) * (share > 0 ? min(share, 1) : 0))
  }

  /// The color of a share 0…1 of the range for an area that fills its place: what is more stands out more, so that on light
  /// the range runs from near white to violet.
  static func areaColor(at share: Double, on theme: Theme) -> Color {
    guard theme == .light else { return color(at: share, on: theme) }
    let rest = 1 - (share > 0 ? min(share, 1) : 0)
    return color(at: rest).mixed(with: theme.background, share: 0.8 * rest)
  }

  /// The colors at equal steps from 0 to 1 for marks on a theme's background.
  static func stops(on theme: Theme) -> [Color] {
    stops.indices.map { color(at: Double($0) / Double(stops.count - 1), on: theme) }
  }

  /// The color of a share 0…1 of the range; shares beyond are cut, NaN counts as 0.
  static func color(at share: Double) -> Color {
    let position = (share > 0 ? min(share, 1) : 0) * Double(stops.count - 1)
    let index = min(Int(position), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], share: position - Double(index))
  }
}

/// Quantities around zero: from blue over nearly white to red, after ColorBrewer's RdBu, which people with color blindness
/// tell apart.
public enum Diverging {
  private static let ends = (negative: Color(hex: 0x2166AC), zero: Color(hex: 0xF7F7F7), positive: Color(hex: 0xB2182B))

  /// The color of a value from -1 to 1; values beyond are cut, NaN counts as 0.
  public static func color(of value: Double) -> Color {
    let share = value.isNaN ? 0 : min(abs(value), 1)
    return ends.zero.mixed(with: value < 0 ? ends.negative : ends.positive, share: share)
  }

  /// The color of a value from -1 to 1 for an area on a theme's background: what is near zero is near the background, also in dark.
  static func color(of value: Double, on theme: Theme) -> Color {
    guard theme == .dark else { return color(of: value) }
    let share = value.isNaN ? 0 : min(abs(value), 1)
    let zero = theme.background.mixed(with: theme.text, share: 0.12)
    return zero.mixed(with: value < 0 ? Color(hex: 0x4393C3) : Color(hex: 0xD6604D), share: share)
  }

  /// The same as a pixel's red, green and blue.
  public static func pixel(_ value: Double) -> [UInt8] {
    let color = color(of: value)
    return [color.red, color.green, color.blue].map { UInt8(($0 * 255).rounded()) }
  }
}
