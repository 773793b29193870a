/// What a CSV file's first rows tell: its delimiter, the names of its columns, which of them holds the labels.
struct CSVLayout {
  let path: String
  let delimiter: UInt8
  let columns: Int
  /// The columns' names, where the first row has them.
  let names: [String]?
  /// The column of labels, from 0.
  let label: Int?
  private static let delimiters = Array("\t;,".utf8)
  private static let missing: Set<String> = ["", "na", "n/a", "nan", "null", "none", "?"]

  init(_ path: String, label: String?, header: Bool?) throws(DataError) {
    self.path = path
    delimiter = try Self.findDelimiter(path)
    var (first, second) = (CSVRecord(), CSVRecord())
    var scanner = try CSVScanner(path, delimiter: delimiter)
    guard try scanner.next(&first) else { throw DataError("\(path): it is empty", hint: "give a file with rows") }
    let hasSecond = try scanner.next(&second)
    columns = first.count
    let isHeader = header ?? Self.looksLikeHeader(first.fields, above: hasSecond ? second.fields : [])
    let names = isHeader ? first.fields : nil
    self.names = names
    self.label = try label.map { text throws(DataError) in
      try Self.column(text, among: names, count: first.count, path: path)
    }
  }

  /// How errors name a column.
  func column(_ index: Int) -> String { "column \(index + 1)" + (names.map { " (\(Self.quoted($0[index])))" } ?? "") }

  /// Whether a field stands for a missing value.
  static func isMissing(_ field: String) -> Bool { missing.contains(field.lowercased()) }

  /// A field as errors show it.
  static func quoted(_ field: String) -> String { field.count > 40 ? field.prefix(39) + "…" : field }

  /// A header has a word above a number, or no number at all. A missing value is no word.
  private static func looksLikeHeader(_ first: [String], above second: [String]) -> Bool {
    let isWord = { (field: String) in Float(field) == nil && !isMissing(field) }
    if zip(first, second).contains(where: { isWord($0) && Float($1) != nil }) { return true }
    return first.allSatisfy(isWord)
  }

  private static func column(
    _ text: String, among names: [String]?, count: Int, path: String
  ) throws(DataError) -> Int {
    if let index = names?.firstIndex(of: text) { return index }
    if let number = Int(text), (1...count).contains(number) { return number - 1 }
    let known =
      names.map { "its columns: " + $0.prefix(20).map(quoted).joined(separator: ", ") + ($0.count > 20 ? ", …" : "") }
      ?? "it has no header: give a number from 1 to \(count), or header=true where its first row names the columns"
    throw DataError("\(path): it has no column '\(quoted(text))'", hint: known)
  }

  /// The one that parts each of the first lines into the same number of fields, else the one met most often in the first.
  private static func findDelimiter(_ path: String) throws(DataError) -> UInt8 {
    let sample = try InputFile(path: path).read(1 << 16)
    var lines: [[Int]] = [[0, 0, 0]]
    var isQuoted = false
    for byte in sample {
      if byte == 0x22 { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0a || byte == 0x0d {
        if lines.count == 20 { break }
        if lines.last != [0, 0, 0] { lines.append([0, 0, 0]) }
      } else if let index = delimiters.firstIndex(of: byte) {
        lines[lines.count - 1][index] += 1
      }
    }
    let whole = lines.count > 1 ? lines.dropLast() : lines[...]
    let first = lines[0]
    let even = delimiters.indices.first { index in first[index] > 0 && whole.allSatisfy { $0[index] == first[index] } }
    let most = delimiters.indices.reversed().max { first[$0] < first[$1] } ?? 2
    return delimiters[even ?? (first[most] > 0 ? most : 2)]
  }
}
