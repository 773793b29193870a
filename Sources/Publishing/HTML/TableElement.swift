import Bytes
import Language

/// A table of values as HTML.
enum TableElement {
  /// The table with at most so many rows; a last line says how many more there are.
  static func of(_ table: Table, mostRows: Int?) -> Element {
    let rows = mostRows.map { table.rows.prefix($0) } ?? table.rows[...]
    let names = table.columns.map { column -> Content in
      .element(Element("th", text: column.name + (column.unit.map { " (\($0))" } ?? "")))
    }
    let body = rows.map { row -> Content in .element("tr", [], row.map(cell)) }
    let left = table.rows.count - rows.count
    let caption = table.title.map { [Content.element(Element("caption", text: $0))] } ?? []
    let remainder: [Content] =
      left == 0
      ? []
      : [
        .element(
          "tfoot", [],
          [.element("tr", [], [.element("td", [("colspan", "\(names.count)")], [.text(words(left))])])])
      ]
    return Element(
      "table", [],
      caption + [.element("thead", [], [.element("tr", [], names)]), .element("tbody", [], body)] + remainder)
  }

  private static func words(_ left: Int) -> String {
    "… \(left.counted("more row")); set rows all shows every row"
  }

  private static func cell(_ value: Value) -> Content {
    let isNumber = if case .number = value { true } else { false }
    return .element("td", [("style", "text-align:\(isNumber ? "right" : "left")")], [.text(value.text)])
  }
}
