import Language

extension ValuePrinter {
  /// A figure and a training take one line; any other record a heading and a line for each field.
  func lines(of record: Record, indent: Int) -> [String] {
    switch record.kind {
    case "figure": [figureLine(record)]
    case "note": lines(of: record["text"] ?? .nothing, indent: indent)
    case "training": [shortLine(record)] + lines(of: record["profile"] ?? .nothing, indent: indent)
    case "sweep": lines(of: record["results"] ?? .nothing, indent: indent) + fieldLines(record.best, indent: indent)
    default: heading(record.kind, indent) + fieldLines(record, indent: indent + (record.kind.isEmpty ? 0 : 2))
    }
  }

  /// The path first, so that it can be copied, then the size.
  private func figureLine(_ record: Record) -> String {
    let path = (record["path"] ?? record["name"] ?? .nothing).text.escapingControls
    guard case .number? = record["width"], case .number? = record["height"] else { return path }
    let unit = record.fields.first { $0.name == "width" }?.unit
    let size = [record["width"], record["height"]].compactMap { $0?.text }.joined(separator: abilities.glyphs.times)
    return path + "  " + abilities.style(.faint, [size, unit].compactMap(\.self).joined(separator: " "))
  }

  /// The kind and as many single values as fit the line.
  private func shortLine(_ record: Record) -> String {
    var room = (abilities.width ?? .max) - record.kind.columns
    let shown = record.fields.filter(\.isSingle).map { "\($0.name) \($0.text)" }.prefix {
      room -= $0.columns + 2
      return room >= 0
    }
    return ([abilities.style(.heading, record.kind)] + shown).joined(separator: "  ")
  }

  private func fieldLines(_ record: Record, indent: Int) -> [String] {
    let width = record.fields.filter(\.fitsLine).map { $0.name.escapingControls.columns }.max() ?? 0
    return record.fields.flatMap { field in
      guard field.fitsLine else { return nestedLines(field, indent: indent) }
      return [blanks(indent) + field.name.escapingControls.padded(to: width) + "  " + field.text]
    }
  }

  private func nestedLines(_ field: Record.Field, indent: Int) -> [String] {
    switch field.value {
    case .record(let record):
      heading(field.name, indent) + fieldLines(record, indent: indent + 2)
    default:
      heading(field.name, indent) + lines(of: field.value, indent: indent + 2)
    }
  }

  private func heading(_ text: String, _ indent: Int) -> [String] {
    text.isEmpty ? [] : [blanks(indent) + abilities.style(.heading, text.escapingControls)]
  }
}

extension Record {
  /// The fields that name a sweep's best run.
  fileprivate var best: Record {
    Record(kind: "", fields: fields.filter { ["best", "best_run"].contains($0.name) })
  }
}

extension Record.Field {
  /// A value of which only one is shown on a line with others.
  fileprivate var isSingle: Bool {
    switch value {
    case .number, .text, .boolean, .range: true
    case .nothing, .list, .record, .table: false
    }
  }

  /// Whether name and value go on one line.
  fileprivate var fitsLine: Bool {
    switch value {
    case .table: false
    case .record(let record): record.kind == "figure"
    default: true
    }
  }

  /// The value and its unit, on one line.
  fileprivate var text: String {
    var text = value.text
    if case .record(let record) = value { text = record["path"]?.text ?? text }
    return [text, unit ?? ""].filter { !$0.isEmpty }.joined(separator: " ").escapingControls
  }
}
