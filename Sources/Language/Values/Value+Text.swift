extension Value {
  /// The value as people write it: what `print` shows and `"\(…)"` inserts. Long lists and tables are cut short.
  public var text: String {
    switch self {
    case .nothing: ""
    case .number(let number): NumberText.short(number)
    case .text(let text): text
    case .boolean(let boolean): boolean ? "true" : "false"
    case .range(let range): range.text
    case .list(let values): Self.text(of: values)
    case .record(let record): record.text
    case .table(let table): table.text
    }
  }

  /// The value as one would write it in an expression: like `text`, with quotes around a text.
  public var quotedText: String {
    if case .text(let text) = self { "\"\(text)\"" } else { text }
  }

  private static let longestList = 20

  private static func text(of values: [Value]) -> String {
    let shown = values.prefix(longestList).map(\.quotedText)
    let rest = values.count > longestList ? ["… (\(values.count) in all)"] : []
    return "[" + (shown + rest).joined(separator: ", ") + "]"
  }
}
