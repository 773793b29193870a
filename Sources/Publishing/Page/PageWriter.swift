import Language
import Notebook

/// Turns Markdown into elements of a page.
struct PageWriter {
  private let files: NotebookFiles
  private var slugs = Slugs()
  /// The formulas of the text that is being turned.
  private var spans = MathSpans("")
  /// The headings so far.
  private(set) var headings: [Heading] = []
  /// Whether there is a figure whose points can be looked at.
  private(set) var hasScatter = false
  /// Whether there is a film.
  private(set) var hasFilm = false
  /// Whether there is a table.
  private(set) var hasTable = false

  init(_ files: NotebookFiles) { self.files = files }

  /// The elements of a Markdown text.
  mutating func content(_ markdown: String) -> [Content] {
    children(document(markdown))
  }

  private mutating func document(_ markdown: String) -> MarkdownNode {
    spans = MathSpans(markdown)
    return MarkdownReader.document(spans.marked)
  }

  /// The elements of what a cell gave: as any Markdown, but a figure may be followed by its points.
  mutating func output(_ markdown: String) -> [Content] {
    let nodes = document(markdown).children
    var shown: [Content] = []
    for (place, node) in nodes.enumerated() {
      let next = place + 1 < nodes.count ? nodes[place + 1] : nil
      if let image = node.loneImage, case .html(let comment)? = next?.kind,
        let path = OutputPart.points(inComment: comment), let points = files.points(path)
      {
        shown.append(scatter(image, points))
      } else {
        shown += content(node)
      }
    }
    return shown
  }

  /// A figure with its points.
  private mutating func scatter(_ image: (url: String, text: String), _ points: String) -> Content {
    hasScatter = true
    return .element("figure", class: "scatter", [wholeImage(image.url, image.text), PointsElement.content(points)])
  }

  private mutating func children(_ node: MarkdownNode) -> [Content] { node.children.flatMap { content($0) } }

  private mutating func content(_ node: MarkdownNode) -> [Content] {
    switch node.kind {
    case .document: children(node)
    case .paragraph: node.loneImage == nil ? [.element("p", [], children(node))] : children(node)
    case .heading(let level): [heading(node, level)]
    case .quote: [.element("blockquote", [], children(node))]
    case .list(let isOrdered, let start, let isTight):
      [list(node, isOrdered ? "ol" : "ul", start: isOrdered && start != 1 ? start : nil, isTight: isTight)]
    case .item: [.element("li", [], children(node))]
    case .code(let text, let language): code(spans.written(text), language)
    case .rule: [.element("hr")]
    case .table, .row, .cell: [table(node)]
    case .text(let text): words(text)
    case .softBreak: [.text("\n")]
    case .lineBreak: [.element("br")]
    case .inlineCode(let text): [.element("code", [], [.text(spans.written(text))])]
    case .emphasis: [.element("em", [], children(node))]
    case .strong: [.element("strong", [], children(node))]
    case .strikethrough: [.element("del", [], children(node))]
    case .link(let url): link(node, url)
    case .image(let url): [image(url, spans.written(node.plainText))]
    case .html(let text): html(spans.written(text))
    }
  }

  private func words(_ text: String) -> [Content] {
    spans.pieces(of: text).map { piece in
      switch piece {
      case .text(let text): .text(text)
      case .formula(let formula): .element(MathReader.element(formula.text, isDisplay: formula.isDisplay))
      }
    }
  }

  private mutating func heading(_ node: MarkdownNode, _ level: Int) -> Content {
    let words = spans.written(node.plainText)
    let heading = Heading(level: level, text: words, id: slugs.next(for: words))
    headings.append(heading)
    return .element("h\(max(1, min(6, level)))", [("id", heading.id)], children(node))
  }

  /// The paragraphs in a tight list's items are no paragraphs of their own.
  private mutating func list(_ node: MarkdownNode, _ name: String, start: Int?, isTight: Bool) -> Content {
    var items: [Content] = []
    for item in node.children {
      var content: [Content] = []
      if case .item(let isChecked?) = item.kind {
        let box: [(String, String?)] =
          [("type", "checkbox"), ("disabled", nil)] + (isChecked ? [("checked", nil)] : [])
        content = [.element("input", box), .text(" ")]
      }
      for child in item.children {
        content += isTight && child.kind == .paragraph ? children(child) : self.content(child)
      }
      items.append(.element("li", [], content))
    }
    return .element(name, start.map { [("start", String($0))] } ?? [], items)
  }

  private mutating func code(_ text: String, _ language: String) -> [Content] {
    switch language.split(separator: " ").first ?? "" {
    case "gmvae": return [CodeBlock.content(text)]
    case "output":
      let pieces = PrintedTables.pieces(of: text)
      guard pieces.contains(where: { if case .table = $0 { true } else { false } }) else {
        return [Self.preformatted(text, "output")]
      }
      hasTable = true
      return pieces.map { piece in
        switch piece {
        case .lines(let lines): Self.preformatted(lines + "\n", "output")
        case .table(let table): table.content
        }
      }
    default: return [Self.preformatted(text, "code")]
    }
  }

  private static func preformatted(_ text: String, _ name: String) -> Content {
    .element("pre", [("class", name), ("tabindex", "0")], [.text(text)])
  }

  private mutating func table(_ node: MarkdownNode) -> Content {
    switch node.kind {
    case .table:
      hasTable = true
      var head: [Content] = [], body: [Content] = []
      for row in node.children {
        let isHeader = row.kind == .row(isHeader: true)
        var cells: [Content] = []
        for cell in row.children { cells.append(.element(isHeader ? "th" : "td", [], children(cell))) }
        let isEmpty = row.children.allSatisfy(\.children.isEmpty)
        if isHeader, !isEmpty { head.append(.element("tr", [], cells)) }
        if !isHeader { body.append(.element("tr", [], cells)) }
      }
      let parts: [Content] = (head.isEmpty ? [] : [.element("thead", [], head)]) + [.element("tbody", [], body)]
      let columns = node.children.first?.children.count ?? 0
      return .element("div", class: PrintedTable.name(columns: columns), [.element("table", [], parts)])
    default: return .element("p", [], children(node))
    }
  }

  private mutating func link(_ node: MarkdownNode, _ url: String) -> [Content] {
    guard let link = SafeLink(url) else { return children(node) }
    let away: [(String, String?)] = link.leadsAway ? [("rel", "noopener noreferrer")] : []
    return [.element("a", [("href", link.address)] + away, children(node))]
  }

  /// The picture in an element of its own, even if it is shown elsewhere: the page's program works with that.
  private mutating func wholeImage(_ url: String, _ text: String) -> Content {
    guard let picture = files.picture(url) else { return image(url, text) }
    let size = picture.size.map { [("width", "\($0.width)"), ("height", "\($0.height)")] } ?? []
    return .element("img", [("src", picture.dataURI), ("alt", text)] + size)
  }

  private mutating func image(_ url: String, _ text: String) -> Content {
    guard let picture = files.shownPicture(url) else {
      return .element("span", class: "missing", [.text("[\(text.isEmpty ? "picture" : text): \(url) is not there]")])
    }
    hasFilm = hasFilm || picture.picture.kind == .gif
    return .picture(picture, text)
  }

  /// Comments are left out and line breaks are such; other HTML is shown as it is written.
  private func html(_ text: String) -> [Content] {
    let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if trimmed.hasPrefix("<!--"), trimmed.hasSuffix("-->") { return [] }
    if ["<br>", "<br/>", "<br />"].contains(trimmed.lowercased()) { return [.element("br")] }
    return [.element("code", [], [.text(text)])]
  }
}

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

/// A heading of a page, and the name that links lead to it by.
struct Heading {
  let level: Int
  let text: String
  let id: String
}

/// Names for headings, as code hosts make them, each different.
struct Slugs {
  private var names = DistinctNames(numberedFrom: 1)

  mutating func next(for text: String) -> String {
    let letters = text.lowercased().compactMap { character -> Character? in
      if character.isWhitespace { return "-" }
      return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
    }
    return names.next(letters.isEmpty ? "section" : String(letters))
  }
}
