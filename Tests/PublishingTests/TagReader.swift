/// Reads the tags of a page as a browser does, strictly: what a page may not have is a problem.
enum TagReader {
  private static let attributes: Set<String> = [
    "lang", "name", "content", "charset", "http-equiv", "class", "id", "href", "rel", "src", "alt", "width", "height",
    "type", "viewBox", "role",
    "disabled", "checked", "start", "tabindex", "aria-label",
  ]
  private static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote",
    "ul", "ol",
    "li", "input", "pre", "code", "span", "hr", "br", "div", "table", "thead", "tbody", "tr", "th", "td", "em",
    "strong", "del",
    "a", "img", "b", "nav", "section", "figure", "script", "svg", "image", "use",
  ]
  private static let empty: Set<String> = ["br", "hr", "img", "input", "meta"]

  /// The first thing wrong in a page; nil if nothing is.
  static func problem(in html: String) -> String? {
    var open: [String] = [], rest = Substring(html)
    rest.removeFirst("<!DOCTYPE html>\n".count)
    while let start = rest.firstIndex(of: "<") {
      guard !rest[..<start].contains(">") || ["style", "script"].contains(open.last) else { return "'>' in words" }
      guard let tag = rest[start...].prefixMatch(of: #/<(\/?)([a-z0-9]+)((?: [a-zA-Z-]+(?:="[^"<>]*")?)*)>/#) else {
        return "no tag: \(rest[start...].prefix(40))"
      }
      let name = String(tag.2)
      guard elements.contains(name) else { return "element \(name)" }
      if let wrong = problem(ofAttributes: tag.3) { return wrong }
      if !tag.1.isEmpty {
        guard open.popLast() == name else { return "</\(name)> without its begin" }
      } else if !empty.contains(name) {
        open.append(name)
      }
      rest = rest[tag.range.upperBound...]
      if ["style", "script"].contains(name), tag.1.isEmpty, let end = rest.firstRange(of: "</\(name)>") {
        rest = rest[end.lowerBound...]
      }
    }
    return open.isEmpty ? nil : "\(open) without an end"
  }

  private static func problem(ofAttributes text: Substring) -> String? {
    for attribute in text.matches(of: #/ ([a-zA-Z-]+)(?:="([^"]*)")?/#) {
      let name = String(attribute.1), value = attribute.2 ?? ""
      guard attributes.contains(name) else { return "attribute \(name)" }
      if name == "href", !value.hasPrefix("data:image/png;base64,"),
        value.firstMatch(of: #/^(https?:|mailto:|[^:]*$|[^:]*[\/?#])/#.ignoresCase()) == nil
      {
        return "link \(value)"
      }
      if name == "src", !value.hasPrefix("data:image/") { return "source \(value)" }
    }
    return nil
  }
}
