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

  /// The text as it stands between the quotes of a text literal: what could end it or steer a terminal is an escape.
  var escapedInQuotes: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\"", "\\": text += "\\\(scalar)"
      case let scalar where Self.steers(scalar): text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
