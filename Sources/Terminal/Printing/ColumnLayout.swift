import Language

/// One column of a table: its cells as text, and how wide it is drawn.
struct ColumnLayout {
  /// Whether it holds numbers only; these stand to the right, with their decimal points below one another.
  let isNumeric: Bool
  /// The cells, numbers already filled up so that their decimal points align.
  let cells: [String]
  /// The columns of the terminal that it takes.
  var width: Int
  /// The columns of the terminal that it needs at least: a number is never shortened.
  let leastWidth: Int
  private let name: String

  init(_ column: Table.Column, values: [Value]) {
    name = (column.name + (column.unit.map { " (\($0))" } ?? "")).escapingControls
    let texts = values.map(\.text.escapingControls)
    isNumeric = zip(values, texts).contains { $0.0.isNumber } && values.allSatisfy { $0.isNumber || $0 == .nothing }
    cells = isNumeric ? Self.aligned(texts) : texts
    width = ([name] + cells).map(\.columns).max() ?? 0
    leastWidth = isNumeric ? width : min(width, 8)
  }

  func name(ellipsis: String) -> String { fitted(name, ellipsis) }

  func cell(_ row: Int, ellipsis: String) -> String { fitted(cells[row], ellipsis) }

  private func fitted(_ text: String, _ ellipsis: String) -> String {
    let cut = text.cut(to: width, ellipsis: ellipsis)
    return isNumeric ? cut.indented(to: width) : cut.padded(to: width)
  }

  /// Numbers filled up on both sides of the decimal point (or of the exponent, where there is no point).
  private static func aligned(_ texts: [String]) -> [String] {
    let parts = texts.map { text -> (whole: Substring, rest: Substring) in
      let end = text.firstIndex { $0 == "." || $0 == "e" } ?? text.endIndex
      return (text[..<end], text[end...])
    }
    let whole = parts.map(\.whole.count).max() ?? 0
    let rest = parts.map(\.rest.count).max() ?? 0
    return parts.map { $0.whole.indented(to: whole) + $0.rest.padded(to: rest) }
  }
}

extension Value {
  fileprivate var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}
