import Files
import Interruption

/// Writes rows of texts and numbers as CSV (RFC 4180): commas, lines that end in CR LF, quotes if a text needs them.
public struct CSVWriter {
  private let file: FileWriter
  private let separator: UInt8
  private var pending: [UInt8] = []

  /// Begins a table with its header line; `separator`, a letter of ASCII, stands between fields.
  public init(_ file: FileWriter, columns: [String], separator: Character = ",") throws(SystemError) {
    self.file = file
    self.separator = separator.asciiValue ?? UInt8(ascii: ",")
    try append(columns)
  }

  /// Adds a line.
  public mutating func append(_ fields: [String]) throws(SystemError) {
    for (place, field) in fields.enumerated() {
      if place > 0 { pending.append(separator) }
      append(field)
    }
    pending += [Self.carriageReturn, Self.lineFeed]
    guard pending.count >= 1 << 16 else { return }
    try SystemError.throwIfInterrupted()
    try finish()
  }

  /// Writes what is still held back; to be called after the last line.
  public mutating func finish() throws(SystemError) {
    try file.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// Adds a field byte by byte: as texts that are joined, a row of numbers took twice as long.
  private mutating func append(_ field: String) {
    var field = field
    field.withUTF8 { bytes in
      guard
        bytes.contains(where: {
          $0 == separator || $0 == Self.quote || $0 == Self.carriageReturn || $0 == Self.lineFeed
        })
      else { return pending.append(contentsOf: bytes) }
      pending.append(Self.quote)
      for byte in bytes {
        if byte == Self.quote { pending.append(Self.quote) }
        pending.append(byte)
      }
      pending.append(Self.quote)
    }
  }

  private static let quote = UInt8(ascii: "\""), carriageReturn: UInt8 = 0x0d, lineFeed: UInt8 = 0x0a
}
