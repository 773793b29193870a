import Language

/// Statements in colors.
enum CodeBlock {
  static func content(_ text: String) -> Content {
    let lines = text.hasSuffix("\n") ? String(text.dropLast()) : text
    let spans = CodeSpan.spans(of: lines).map { span -> Content in
      span.kind == .plain ? .text(span.text) : .element("span", class: span.kind.rawValue, [.text(span.text)])
    }
    return .element("pre", [("class", "code"), ("tabindex", "0")], [.element("code", [], spans)])
  }
}
