import Glibc

/// Numbers as they stand on axes, the same in every locale.
enum AxisText {
  /// A number with a fixed count of decimals, commas between thousands and a true minus sign.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let scaled = (value.magnitude * pow(10, Double(decimals))).rounded()
    guard scaled < 1e15 else { return scientific(value) }
    var digits = String(Int(scaled))
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = grouped(digits.dropLast(decimals))
    let fraction = decimals > 0 ? "." + digits.suffix(decimals) : ""
    return (value < 0 && scaled != 0 ? "−" : "") + whole + fraction
  }

  /// A number as 2.5×10⁶; a mantissa of 1 is left out.
  static func scientific(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    var exponent = Int(Glibc.floor(log10(value.magnitude) + 1e-9))
    var hundredths = (value.magnitude / pow(10, Double(exponent)) * 100).rounded()
    if hundredths >= 1000 {
      exponent += 1
      hundredths = 100
    }
    let sign = value < 0 ? "−" : ""
    if hundredths == 100 { return sign + power(exponent) }
    let decimals =
      hundredths.truncatingRemainder(dividingBy: 100) == 0
      ? 0 : hundredths.truncatingRemainder(dividingBy: 10) == 0 ? 1 : 2
    return sign + fixed(hundredths / 100, decimals: decimals) + "×" + power(exponent)
  }

  /// A power of ten with a raised exponent, as 10⁻³.
  static func power(_ exponent: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let digits = String(exponent.magnitude).compactMap { $0.wholeNumberValue }.map { raised[$0] }
    return "10" + (exponent < 0 ? "⁻" : "") + String(digits)
  }

  private static func grouped(_ digits: Substring) -> String {
    guard digits.count > 4 else { return String(digits) }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
