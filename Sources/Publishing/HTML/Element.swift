/// An HTML element. Pages are trees of these, and only printing one makes text of it, so that nothing is forgotten to be
/// escaped.
struct Element: Sendable {
  /// The element's name, such as `p`.
  let name: String
  /// Names and values in the order they are printed; an attribute without a value is on.
  var attributes: [(name: String, value: String?)]
  /// What it holds.
  var children: [Content]

  init(_ name: String, _ attributes: [(String, String?)] = [], _ children: [Content] = []) {
    self.name = name
    self.attributes = attributes.map { (name: $0, value: $1) }
    self.children = children
  }

  init(_ name: String, class className: String, _ children: [Content] = []) {
    self.init(name, [("class", className)], children)
  }

  init(_ name: String, text: String) { self.init(name, [], [.text(text)]) }
}

/// What an element holds.
enum Content: Sendable {
  /// Words, which are escaped.
  case text(String)
  /// Another element.
  case element(Element)
  /// A picture, and what it shows in words.
  case picture(ShownPicture, String)
  /// A style or program of this project's own, or data made safe before: printed as it stands.
  case verbatim(String)

  static func element(_ name: String, _ attributes: [(String, String?)] = [], _ children: [Content] = []) -> Content {
    .element(Element(name, attributes, children))
  }

  static func element(_ name: String, class className: String, _ children: [Content] = []) -> Content {
    .element(Element(name, class: className, children))
  }
}
