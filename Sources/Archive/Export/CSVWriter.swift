import Files
import Interruption

/// Writes rows of texts and numbers as CSV (RFC 4180): commas, lines that end in CR LF, quotes if a text needs them.
public struct CSVWriter {
  private let file: FileWriter
  private let separator: Character
  private var pending: [UInt8] = []

  /// Begins a table with its header line; `separator` stands between fields.
  public init(_ file: FileWriter, columns: [String], separator: Character = ",") throws(SystemError) {
    self.file = file
    self.separator = separator
    try append(columns)
  }

  /// Adds a line.
  public mutating func append(_ fields: [String]) throws(SystemError) {
    pending += Array((fields.map(quoted).joined(separator: String(separator)) + "\r\n").utf8)
    guard pending.count >= 1 << 16 else { return }
    try SystemError.throwIfInterrupted()
    try finish()
  }

  /// Writes what is still held back; to be called after the last line.
  public mutating func finish() throws(SystemError) {
    try file.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  private func quoted(_ field: String) -> String {
    guard
      field.unicodeScalars.contains(where: { mark in
        ["\"", "\r", "\n"].contains(mark) || separator.unicodeScalars.contains(mark)
      })
    else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars { quoted += scalar == "\"" ? "\"\"" : String(scalar) }
    return quoted + "\""
  }
}
