extension String {
  /// The text with every character that could steer a terminal (control, format, line separators) written as an
  /// escape; a tab becomes one space.
  public var escapingControls: String {
    guard unicodeScalars.contains(where: Self.steers) else { return self }
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\t": escaped += " "
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case let scalar where Self.steers(scalar): escaped += "\\u{\(String(scalar.value, radix: 16))}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
