/// The values that a statement showed, as far as there is room for them: `save notebook` shows them again.
struct ShownValues: Sendable {
  /// The bytes kept of one statement; a table of more keeps its first rows.
  private static let most = 256 << 10
  private static let mostValues = 10_000

  private(set) var values: [Value] = []
  /// About how many bytes they take.
  private(set) var size = 0

  /// Adds values that were shown, in their order.
  mutating func add(_ shown: [Value]) {
    for value in shown {
      guard size < Self.most, values.count < Self.mostValues else { return }
      let kept = value.cut(to: Self.most - size)
      values.append(kept)
      size += kept.size
    }
  }

  /// Adds those of another statement.
  mutating func add(_ other: ShownValues) { add(other.values) }
}

extension Value {
  /// About how many bytes it takes: a pointer, behind it 24 bytes that the system and Swift need and the content, in steps of
  /// 16, and again 40 before the elements of each array.
  var size: Int {
    let own = MemoryLayout<Value>.stride, array = 48
    return switch self {
    case .nothing: own
    case .number, .boolean: own + 32
    case .range: own + 48
    case .text(let text): own + 48 + text.kept
    case .list(let values): values.reduce(own + 32 + array) { $0 + $1.size }
    case .record(let record):
      record.fields.reduce(own + 48 + array) {
        $0 + MemoryLayout<Record.Field>.stride - own + $1.name.kept + $1.value.size
      }
    case .table(let table):
      table.rows.reduce(own + 64 + 2 * array + 64 * table.columns.count) {
        $0 + $1.reduce(own + array) { $0 + $1.size }
      }
    }
  }

  /// The value with what is beyond so many bytes left out, and that said.
  func cut(to most: Int) -> Value {
    guard size > most else { return self }
    switch self {
    case .nothing, .number, .boolean, .range: return self
    case .text(let text): return .text(String(text.prefix(max(0, most - 100))) + "…")
    case .list: return .text(Value.text(text).cut(to: most).text)
    case .record(var record):
      let room = most / max(1, record.fields.count)
      for index in record.fields.indices { record.fields[index].value = record.fields[index].value.cut(to: room) }
      return .record(record)
    case .table(var table):
      var room = most
      let rows = table.rows.prefix { row in
        room -= row.reduce(56) { $0 + $1.size }
        return room > 0
      }
      let note = "the first \(rows.count) of \(table.rows.count) rows"
      table.title = table.title.map { "\($0), \(note)" } ?? note
      table.rows = Array(rows)
      return .table(table)
    }
  }
}

extension String {
  /// The bytes it takes beside itself: a short one lies in its 16 bytes.
  fileprivate var kept: Int { utf8.count > 15 ? 48 + utf8.count : 0 }
}
