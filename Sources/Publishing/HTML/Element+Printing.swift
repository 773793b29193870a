extension Element {
  /// The element as HTML.
  var html: String {
    var printer = HTMLPrinter()
    printer.count(self)
    printer.append(self)
    return printer.html
  }
}

/// Prints elements. A picture that is shown more than once is printed once, and used where it is shown again.
private struct HTMLPrinter {
  private(set) var html = ""
  private var uses: [String: Int] = [:]
  private var printed: Set<String> = []

  /// The elements that hold nothing and have no end tag.
  private static let empty: Set<String> = ["br", "hr", "img", "input", "meta"]

  /// Counts how often each picture is shown.
  mutating func count(_ element: Element) {
    for child in element.children {
      switch child {
      case .element(let element): count(element)
      case .picture(let picture, _): uses[picture.name, default: 0] += 1
      case .text, .verbatim: break
      }
    }
  }

  mutating func append(_ element: Element) {
    html += "<" + element.name
    for attribute in element.attributes {
      html += " " + attribute.name
      if let value = attribute.value { html += "=\"" + value.escapedForHTML + "\"" }
    }
    html += ">"
    guard !Self.empty.contains(element.name) else { return }
    for child in element.children {
      switch child {
      case .text(let text): html += text.escapedForHTML
      case .element(let element): append(element)
      case .picture(let picture, let words): append(shown(picture, words))
      case .verbatim(let text): html += text
      }
    }
    html += "</" + element.name + ">"
  }

  private mutating func shown(_ picture: ShownPicture, _ words: String) -> Element {
    guard uses[picture.name, default: 0] > 1, let size = picture.picture.size else {
      let size = picture.picture.size.map { [("width", "\($0.width)"), ("height", "\($0.height)")] } ?? []
      return Element("img", [("src", picture.picture.dataURI), ("alt", words)] + size)
    }
    let lengths = [("width", "\(size.width)"), ("height", "\(size.height)")]
    let isFirst = printed.insert(picture.name).inserted
    let content =
      isFirst
      ? Element("image", [("id", picture.name), ("href", picture.picture.dataURI)] + lengths)
      : Element("use", [("href", "#" + picture.name)])
    return Element(
      "svg",
      [("class", "picture"), ("role", "img"), ("aria-label", words), ("viewBox", "0 0 \(size.width) \(size.height)")]
        + lengths, [.element(content)])
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
