/// Quantities around zero: from blue over nearly white to red, after ColorBrewer's RdBu, which people with color blindness
/// tell apart.
public enum Diverging {
  private static let ends = (negative: Color(hex: 0x2166AC), zero: Color(hex: 0xF7F7F7), positive: Color(hex: 0xB2182B))

  /// The color of a value from -1 to 1; values beyond are cut, NaN counts as 0.
  public static func color(of value: Double) -> Color {
    let share = value.isNaN ? 0 : min(abs(value), 1)
    return ends.zero.mixed(with: value < 0 ? ends.negative : ends.positive, share: share)
  }

  /// The same as a pixel's red, green and blue.
  public static func pixel(_ value: Double) -> [UInt8] {
    let color = color(of: value)
    return [color.red, color.green, color.blue].map { UInt8(($0 * 255).rounded()) }
  }
}
