/// Reads the records of a CSV file (RFC 4180) one after another, piece by piece. Lines end in LF, CRLF or CR; empty ones
/// are passed over, as is a byte order mark.
struct CSVScanner {
  private let file: InputFile
  private let delimiter: UInt8
  private var piece: [UInt8] = []
  private var position = 0
  private var line = 1
  private static let quote: UInt8 = 0x22, lineFeed: UInt8 = 0x0a, carriageReturn: UInt8 = 0x0d
  private static let columnLimit = 100_000
  private static let lengthLimit = 1 << 23

  init(_ path: String, delimiter: UInt8) throws(DataError) {
    file = try InputFile(path: path)
    self.delimiter = delimiter
    if try peek() == 0xef, piece.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  /// Reads the next record; false at the end.
  mutating func next(_ record: inout CSVRecord) throws(DataError) -> Bool {
    repeat {
      record.clear(row: line)
      guard try peek() != nil else { return false }
      while try field(of: &record) {}
    } while record.count == 1 && record[0].isEmpty
    return true
  }

  /// Appends a field; false at the record's end.
  private mutating func field(of record: inout CSVRecord) throws(DataError) -> Bool {
    guard record.count < Self.columnLimit else {
      throw DataError(
        "\(file.path): row \(record.row) has more than \(Self.columnLimit) columns", hint: "is it a CSV file?")
    }
    if try peek() == Self.quote { try quoted(&record) }
    while let byte = try peek() {
      position += 1
      if byte == delimiter {
        record.ends.append(record.bytes.count)
        return true
      }
      if byte == Self.lineFeed || byte == Self.carriageReturn {
        if byte == Self.carriageReturn, try peek() == Self.lineFeed { position += 1 }
        line += 1
        record.ends.append(record.bytes.count)
        return false
      }
      record.bytes.append(byte)
      guard record.bytes.count <= Self.lengthLimit else { throw tooLong(record) }
    }
    record.ends.append(record.bytes.count)
    return false
  }

  /// Reads a field in quotes up to and with its closing quote; two quotes stand for one.
  private mutating func quoted(_ record: inout CSVRecord) throws(DataError) {
    position += 1
    while let byte = try peek() {
      position += 1
      if byte == Self.quote {
        guard try peek() == Self.quote else { return }
        position += 1
      }
      if byte == Self.lineFeed { line += 1 }
      record.bytes.append(byte)
      guard record.bytes.count <= Self.lengthLimit else { throw tooLong(record) }
    }
    throw DataError("\(file.path): a quote in row \(record.row) is never closed", hint: "add the closing quote")
  }

  /// The next byte, which stays; nil at the end.
  private mutating func peek() throws(DataError) -> UInt8? {
    if position < piece.count { return piece[position] }
    let next = try file.read(1 << 16)
    guard !next.isEmpty else { return nil }
    (piece, position) = (next, 0)
    return piece[0]
  }

  private func tooLong(_ record: CSVRecord) -> DataError {
    DataError(
      "\(file.path): row \(record.row) is longer than 8 MB", hint: "is a closing quote missing, or is it no CSV file?")
  }
}
