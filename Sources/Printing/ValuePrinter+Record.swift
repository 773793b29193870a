import Language

extension ValuePrinter {
  /// The width of a training where there is no window: that of a page.
  private static let pageWidth = 80
  /// The width of a name with its value. It is no number's own, so that those of another run stand in the same lines.
  private static let entryWidth = 33

  /// A figure takes one line, a training as few as the width allows; any other record a heading and a line for each field.
  func lines(of record: Record, indent: Int) -> [String] {
    switch record.kind {
    case "figure": [figureLine(record)]
    case "note": lines(of: record["text"] ?? .nothing, indent: indent)
    case "training": shortLines(record, indent: indent) + lines(of: record["profile"] ?? .nothing, indent: indent)
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

  /// The kind and, beside it, all single values: on one line if they fit there, else below one another in columns.
  private func shortLines(_ record: Record, indent: Int) -> [String] {
    let entries = record.fields.filter(\.isSingle).map { (name: $0.name.escapingControls, value: $0.text) }
    let start = indent + record.kind.columns + 2, room = (abilities.width ?? Self.pageWidth) - start
    let line = entries.map { "\($0.name) \($0.value)" }.joined(separator: "  ")
    let lines = line.columns <= room ? [line] : Self.columns(of: entries, width: room)
    let head = blanks(indent) + abilities.style(.heading, record.kind) + (entries.isEmpty ? "" : "  ")
    return [head + (lines.first ?? "")] + lines.dropFirst().map { blanks(start) + $0 }
  }

  /// Names and values, row by row, in aligned columns.
  private static func columns(of entries: [(name: String, value: String)], width: Int) -> [String] {
    func rows(_ count: Int) -> [String] {
      let places = (0..<count).map { stride(from: $0, to: entries.count, by: count) }
      let names = places.map { $0.map { entries[$0].name.columns }.max() ?? 0 }
      let values = places.map { $0.map { entries[$0].value.columns }.max() ?? 0 }
      return stride(from: 0, to: entries.count, by: count).map { start in
        entries[start..<min(start + count, entries.count)].enumerated().map { place, entry in
          let isLast = place == count - 1 || start + place == entries.count - 1
          let value = isLast ? entry.value : entry.value.padded(to: values[place])
          return entry.name.padded(to: names[place]) + "  " + value
        }.joined(separator: "   ")
      }
    }
    let most = max((width + 3) / (entryWidth + 3), 1)
    return (1...most).reversed().lazy.map(rows).first { $0.allSatisfy { $0.columns <= width } } ?? rows(1)
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
    case .number, .text, .boolean, .range, .list: true
    case .nothing, .record, .table: false
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
