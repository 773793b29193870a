/// Turns a value into JSON on one line, with keys in the order of the value's own fields.
///
/// A record is an object whose `kind` comes first, a table an object of kind `table` with one object a row, a range an
/// object of kind `range`. Numbers keep all their digits; those that are not finite are `null`.
public enum JSONPrinter {
  /// The value as JSON.
  public static func text(of value: Value) -> String {
    switch value {
    case .nothing: "null"
    case .number(let number): number.isFinite ? NumberText.exact(number) : "null"
    case .text(let text): quoted(text)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .range(let range): text(of: range)
    case .list(let values): list(values.map(text))
    case .record(let record): text(of: record)
    case .table(let table): text(of: table)
    }
  }

  private static func text(of range: NumberRange) -> String {
    object([
      ("kind", .text("range")), ("lower", .number(range.lower)), ("upper", .number(range.upper)),
      ("includesUpper", .boolean(range.includesUpper)),
    ])
  }

  private static func text(of record: Record) -> String {
    let kind = record.kind.isEmpty ? [] : [("kind", Value.text(record.kind))]
    return object(kind + record.fields.filter { $0.name != "kind" || kind.isEmpty }.map { ($0.name, $0.value) })
  }

  private static func text(of table: Table) -> String {
    let rows = table.rows.map { row in object(zip(table.columns, row).map { ($0.name, $1) }) }
    let title = table.title.map { ",\"title\":" + quoted($0) } ?? ""
    return "{\"kind\":\"table\"\(title),\"rows\":\(list(rows))}"
  }

  private static func object(_ members: [(name: String, value: Value)]) -> String {
    "{" + members.map { quoted($0.name) + ":" + text(of: $0.value) }.joined(separator: ",") + "}"
  }

  private static func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

  private static func quoted(_ text: String) -> String {
    // Long texts, such as the letters of pictures, have nothing to be escaped.
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    return isPlain ? "\"" + text + "\"" : escaped(text)
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { $0 += escaped($1) } + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case _ where scalar.properties.generalCategory.steers: utf16Escapes(scalar)
    default: String(scalar)
    }
  }

  private static func utf16Escapes(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.reduce(into: "") {
      let digits = String($1, radix: 16)
      $0 += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}

extension Value {
  /// A plain object of JSON: a record without a kind.
  public static func object(_ fields: [(String, Value)]) -> Value {
    .record(Record(kind: "", fields: fields.map { Record.Field($0, $1) }))
  }
}

extension Unicode.GeneralCategory {
  /// Control characters, line separators and invisible format characters.
  fileprivate var steers: Bool {
    [.control, .format, .lineSeparator, .paragraphSeparator].contains(self)
  }
}
