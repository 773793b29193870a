/// What stands between the fields of a table's rows.
struct CSVDialect: Equatable {
  /// The byte between two fields. A blank stands for a run of blanks and tabs, which also surrounds a row.
  var delimiter: UInt8
  /// How many lines at the file's start are no rows, such as Excel's `sep=;`.
  var skippedLines = 0

  static let blank: UInt8 = 0x20, tab: UInt8 = 0x09, comma: UInt8 = 0x2c, semicolon: UInt8 = 0x3b, bar: UInt8 = 0x7c
}

/// Reads the records of a table (RFC 4180, and what people write beside it) one after another, piece by piece.
///
/// Lines end in LF, CRLF or CR. Empty lines, lines of delimiters alone and lines that begin with `#` are passed over.
/// Blanks around a field do not belong to it; a quote after blanks begins a quoted field. It is a value with a buffer of its own,
/// which no copy shares: the properties of a class are looked up each time, a tenth of the time of reading a table.
struct CSVScanner: ~Copyable {
  /// A field's bytes as a part of the record's.
  struct Field {
    var start: Int
    var end: Int
    var isQuoted = false
  }

  /// The line that the record begins on, counted from 1: its row in an editor and, where no field has several lines, in
  /// a spreadsheet.
  private(set) var row = 0
  /// The record's fields.
  private(set) var fields: [Field] = []
  private let source: any ByteSource
  private let dialect: CSVDialect
  private var buffer: UnsafeMutableBufferPointer<UInt8>
  /// The record's place in the buffer, how far it was read from there, and where the buffer's bytes end.
  private var start = 0, offset = 0, end = 0
  private var line: Int
  private var hasEnded = false
  private static let quote: UInt8 = 0x22, lineFeed: UInt8 = 0x0a, carriageReturn: UInt8 = 0x0d, hash: UInt8 = 0x23
  private static let columnLimit = 100_000
  private static let lengthLimit = 1 << 23

  /// Begins at the source's first byte, which is on that line of the file.
  init(_ source: any ByteSource, _ dialect: CSVDialect, line: Int = 1) throws(DataError) {
    (self.source, self.dialect, self.line) = (source, dialect, line)
    buffer = .allocate(capacity: 1 << 18)
    for _ in 0..<dialect.skippedLines { try skipLine() }
  }

  deinit { buffer.deallocate() }

  /// The bytes of a field.
  func bytes(_ field: Field) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: buffer[start + field.start..<start + field.end])
  }

  /// Reads the next record; false at the end.
  mutating func next() throws(DataError) -> Bool {
    while true {
      start += offset
      offset = 0
      fields.removeAll(keepingCapacity: true)
      guard let byte = try byte(0) else { return false }
      if byte == Self.hash {
        try skipLine()
        continue
      }
      row = line
      try readRecord()
      if fields.contains(where: { $0.start < $0.end || $0.isQuoted }) { return true }
    }
  }

  /// Reads the next record if it is one as most are: a plain number in each column that `features` gives a place among the values,
  /// and in the others, with -1, a text without quotes and blanks around it. False leaves the record to `next`.
  ///
  /// Fields and numbers are found in one pass, in half of the time of both.
  mutating func nextPlain(_ features: [Int], _ format: DecimalFormat, into values: inout [Double]) -> Bool {
    (start, offset) = (start + offset, 0)
    guard let base = buffer.baseAddress, start < end, base[start] != Self.hash else { return false }
    if fields.count != features.count { fields = Array(repeating: Field(start: 0, end: 0), count: features.count) }
    let record = UnsafePointer(base + start), count = end - start, delimiter = dialect.delimiter
    var place = 0
    for (column, feature) in features.enumerated() {
      if column > 0 {
        guard place < count, record[place] == delimiter else { return false }
        place += 1
      }
      if feature >= 0 {
        guard let value = format.plainNumber(record, &place, count) else { return false }
        values[feature] = value
      } else {
        fields[column].start = place
        while place < count, record[place] != delimiter, record[place] >= CSVDialect.blank, record[place] != Self.quote
        {
          place += 1
        }
        fields[column].end = place
        let from = fields[column].start
        guard place < count, record[place] != Self.quote, from == place || !hasBlank(record[from], record[place - 1])
        else { return false }
      }
    }
    if place + 1 < count, record[place] == Self.carriageReturn { place += 1 }
    guard place < count, record[place] == Self.lineFeed else { return false }
    (offset, row, line) = (place + 1, line, line + 1)
    return true
  }

  private func hasBlank(_ first: UInt8, _ last: UInt8) -> Bool { isBlank(first) || isBlank(last) }

  private mutating func skipLine() throws(DataError) {
    while let byte = try byte(offset) {
      if byte == Self.lineFeed || byte == Self.carriageReturn { return try endLine(byte) }
      offset += 1
      // What is passed over is not kept.
      (start, offset) = (start + offset, 0)
    }
  }

  private mutating func endLine(_ byte: UInt8) throws(DataError) {
    offset += 1
    line += 1
    if byte == Self.carriageReturn, try self.byte(offset) == Self.lineFeed { offset += 1 }
  }

  private mutating func readRecord() throws(DataError) {
    let separatesByBlanks = dialect.delimiter == CSVDialect.blank
    while true {
      try skipBlanks()
      if separatesByBlanks, try isAtLineEnd() { break }
      guard fields.count < Self.columnLimit else {
        throw DataError(
          "\(source.path): row \(row) has more than \(Self.columnLimit) columns",
          hint: "is it a table? Matrices with more columns are read from .npy, .npz and .h5ad files")
      }
      var field = Field(start: offset, end: offset)
      if try byte(offset) == Self.quote { try readQuoted(&field) }
      try readPlain(&field)
      fields.append(field)
      guard try byte(offset) != nil, try !isAtLineEnd() else { break }
      offset += 1
    }
    if let byte = try byte(offset) { try endLine(byte) }
  }

  private mutating func isAtLineEnd() throws(DataError) -> Bool {
    guard let byte = try byte(offset) else { return true }
    return byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private mutating func skipBlanks() throws(DataError) {
    while let byte = try byte(offset), isBlank(byte) { offset += 1 }
  }

  /// Whether a byte can stand around a field.
  private func isBlank(_ byte: UInt8) -> Bool {
    byte == CSVDialect.blank || byte == CSVDialect.tab && dialect.delimiter != CSVDialect.tab
  }

  /// Reads up to the delimiter or the line's end. What follows a quoted field before them is added to it, but for blanks.
  private mutating func readPlain(_ field: inout Field) throws(DataError) {
    let from = offset
    let delimiter = dialect.delimiter, tab = delimiter == CSVDialect.blank ? CSVDialect.tab : delimiter
    // Most bytes are beyond all that can end a field, at least between commas.
    let greatest = max(delimiter, Self.carriageReturn)
    search: while true {
      // On copies, for the optimizer does not keep properties in registers.
      let buffer = buffer, end = end
      var place = start + offset
      while place < end {
        let byte = buffer[place]
        if byte <= greatest, byte == delimiter || byte == tab || byte == Self.lineFeed || byte == Self.carriageReturn {
          break
        }
        place += 1
      }
      offset = place - start
      guard place == end, try byte(offset) != nil else { break search }
    }
    var last = offset
    while last > from, isBlank(buffer[start + last - 1]) { last -= 1 }
    if !field.isQuoted {
      (field.start, field.end) = (from, last)
    } else if last > from {
      for place in from..<last {
        buffer[start + field.end] = buffer[start + place]
        field.end += 1
      }
    }
  }

  /// Reads up to and with the closing quote; two quotes stand for one. The text is moved to where its quotes began.
  private mutating func readQuoted(_ field: inout Field) throws(DataError) {
    offset += 1
    (field.start, field.end, field.isQuoted) = (offset, offset, true)
    while let byte = try byte(offset) {
      offset += 1
      if byte == Self.quote {
        guard try self.byte(offset) == Self.quote else { return }
        offset += 1
      }
      if byte == Self.lineFeed { line += 1 }
      buffer[start + field.end] = byte
      field.end += 1
    }
    throw DataError("\(source.path): a quote in row \(row) is never closed", hint: "add the closing quote")
  }

  /// The byte at a place of the record, for which more of the file is read if it has to be; nil at the file's end.
  @inline(__always) private mutating func byte(_ place: Int) throws(DataError) -> UInt8? {
    if start + place < end { return buffer[start + place] }
    return try readMore(place)
  }

  private mutating func readMore(_ place: Int) throws(DataError) -> UInt8? {
    while start + place >= end {
      guard !hasEnded else { return nil }
      guard end - start <= Self.lengthLimit else {
        throw DataError(
          "\(source.path): row \(row) is longer than 8 MB", hint: "is a closing quote missing, or is it no table?")
      }
      try makeRoom()
      let got = try source.fill(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[end...])))
      hasEnded = got < buffer.count - end
      end += got
    }
    return buffer[start + place]
  }

  /// Moves the record to the buffer's start, and gives it a buffer twice as large where it fills this one.
  private mutating func makeRoom() throws(DataError) {
    guard let base = buffer.baseAddress else { return }
    let count = end - start
    if count > buffer.count / 2 {
      let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * buffer.count)
      larger.baseAddress?.update(from: base + start, count: count)
      buffer.deallocate()
      buffer = larger
    } else if start > 0 {
      base.update(from: base + start, count: count)
    }
    (start, end) = (0, count)
  }
}
