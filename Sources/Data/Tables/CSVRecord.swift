/// One record of a CSV file: its fields' bytes without quotes.
struct CSVRecord {
  /// The line it begins on, counted from 1: its row in an editor and, where no field has several lines, in a
  /// spreadsheet.
  var row = 0
  /// The fields' bytes, one after another, and where each ends.
  var bytes: [UInt8] = []
  var ends: [Int] = []

  /// How many fields there are.
  var count: Int { ends.count }

  /// The text of a field without blanks around it.
  subscript(column: Int) -> String {
    var field = bytes[(column == 0 ? 0 : ends[column - 1])..<ends[column]]
    let isBlank = { (byte: UInt8?) in byte == 0x20 || byte == 0x09 }
    while isBlank(field.first) { field.removeFirst() }
    while isBlank(field.last) { field.removeLast() }
    return String(decoding: field, as: UTF8.self)
  }

  /// All fields.
  var fields: [String] { ends.indices.map { self[$0] } }

  mutating func clear(row: Int) {
    self.row = row
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
