/// A table in Markdown.
struct MarkdownTable: CustomStringConvertible {
  private let head: [String]
  private let rows: [[String]]

  init(_ head: [String], _ rows: [[String]]) {
    self.head = head
    self.rows = rows
  }

  var description: String {
    let rule = [String](repeating: "---", count: head.count)
    return ([head, rule] + rows).map { "| " + $0.map(Self.escaped).joined(separator: " | ") + " |" }.joined(
      separator: "\n")
  }

  private static func escaped(_ cell: String) -> String {
    cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
