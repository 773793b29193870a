import CMarkdown

/// Takes Markdown apart, by cmark-gfm.
enum MarkdownReader {
  /// Pieces within more pieces than this are put into the last of them: no reader of a page counts them, and a tree of any
  /// depth would take a stack of any size.
  static let deepest = 40

  /// The pieces of a text.
  static func document(_ markdown: String) -> MarkdownNode {
    cmark_gfm_core_extensions_ensure_registered()
    let nothing = MarkdownNode(kind: .document, lines: 1...1)
    guard let parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8) else { return nothing }
    defer { cmark_parser_free(parser) }
    let tables = TableSize.isReadable(markdown) ? ["table"] : []
    for name in tables + ["strikethrough", "tasklist", "autolink"] {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    cmark_parser_feed(parser, markdown, markdown.utf8.count)
    guard let root = cmark_parser_finish(parser) else { return nothing }
    defer { cmark_node_free(root) }
    return tree(root)
  }

  /// Goes through the nodes without recursion.
  private static func tree(_ root: OpaquePointer) -> MarkdownNode {
    var open: [MarkdownNode] = []
    var finished = MarkdownNode(kind: .document, lines: 1...1)
    var depth = 0
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return finished }
      if event == CMARK_EVENT_ENTER {
        let piece = MarkdownNode(kind: kind(of: node), lines: lines(of: node))
        if isLeaf(node) {
          open[open.count - 1].children.append(piece)
        } else {
          depth += 1
          if depth <= deepest { open.append(piece) }
        }
      } else {
        depth -= 1
        guard depth < deepest, let piece = open.popLast() else { continue }
        if open.isEmpty { finished = piece } else { open[open.count - 1].children.append(piece) }
      }
    }
  }

  /// Whether a node has no end of its own to come by.
  private static func isLeaf(_ node: OpaquePointer) -> Bool {
    let leaves = [
      CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_TEXT, CMARK_NODE_SOFTBREAK,
      CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE,
    ]
    return leaves.contains(cmark_node_get_type(node))
  }

  private static func lines(of node: OpaquePointer) -> ClosedRange<Int> {
    let first = max(1, Int(cmark_node_get_start_line(node)))
    return first...max(first, Int(cmark_node_get_end_line(node)))
  }

  /// The names are cmark's own for types, for extensions have no numbers at compile time.
  private static func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
    switch text(cmark_node_get_type_string(node)) {
    case "paragraph": .paragraph
    case "heading": .heading(level: Int(cmark_node_get_heading_level(node)))
    case "block_quote": .quote
    case "list":
      .list(
        isOrdered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST, start: Int(cmark_node_get_list_start(node)),
        isTight: cmark_node_get_list_tight(node) != 0)
    case "item": .item(isChecked: nil)
    case "tasklist": .item(isChecked: cmark_gfm_extensions_get_tasklist_item_checked(node))
    case "code_block": .code(text(cmark_node_get_literal(node)), language: text(cmark_node_get_fence_info(node)))
    case "thematic_break": .rule
    case "table": .table
    case "table_header": .row(isHeader: true)
    case "table_row": .row(isHeader: false)
    case "table_cell": .cell
    case "text": .text(text(cmark_node_get_literal(node)))
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    case "code": .inlineCode(text(cmark_node_get_literal(node)))
    case "emph": .emphasis
    case "strong": .strong
    case "strikethrough": .strikethrough
    case "link": .link(url: text(cmark_node_get_url(node)))
    case "image": .image(url: text(cmark_node_get_url(node)))
    case "html_block", "html_inline": .html(text(cmark_node_get_literal(node)))
    default: .document
    }
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}
