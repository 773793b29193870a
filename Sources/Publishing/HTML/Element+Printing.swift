extension Element {
  /// The elements that hold nothing and have no end tag.
  private static let empty: Set<String> = ["br", "hr", "img", "input", "meta"]

  /// The element as HTML.
  var html: String {
    var html = ""
    append(to: &html)
    return html
  }

  private func append(to html: inout String) {
    html += "<" + name
    for attribute in attributes {
      html += " " + attribute.name
      if let value = attribute.value { html += "=\"" + value.escapedForHTML + "\"" }
    }
    html += ">"
    guard !Self.empty.contains(name) else { return }
    for child in children {
      switch child {
      case .text(let text): html += text.escapedForHTML
      case .element(let element): element.append(to: &html)
      case .verbatim(let text): html += text
      }
    }
    html += "</" + name + ">"
  }
}

extension String {
  /// The text as it may stand in elements and quoted attributes. Characters that HTML does not have are replaced.
  var escapedForHTML: String {
    var escaped = ""
    escaped.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case _ where scalar.properties.generalCategory == .control: if scalar != "\r" { escaped += "\u{FFFD}" }
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
