/// A text in the command language, with the name that messages give it.
public struct SourceText: Sendable, Equatable {
  /// The file's name as the user gave it, `-c`, or `prompt`.
  public var name: String
  /// The whole text.
  public var text: String

  /// Creates a source text.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The 1-based line and column (counted in characters) of a UTF-8 offset; an offset past the end is the end's.
  public func position(of utf8Offset: Int) -> (line: Int, column: Int) {
    let line = self.line(at: utf8Offset)
    return (line.number, line.before.count + 1)
  }

  /// The text of a range; a range outside the text gives what of it is inside.
  public func text(in range: SourceRange) -> String {
    let bytes = text.utf8
    let lower = min(max(range.lower, 0), bytes.count)
    let upper = min(max(range.upper, lower), bytes.count)
    return String(decoding: bytes.dropFirst(lower).prefix(upper - lower), as: UTF8.self)
  }

  /// The line that holds an offset: its number, its text before the offset, and the text from there to its end.
  func line(at utf8Offset: Int) -> (number: Int, before: String, after: String) {
    let bytes = Array(text.utf8)
    let offset = min(max(utf8Offset, 0), bytes.count)
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
    return (
      bytes[..<start].count { $0 == newline } + 1,
      String(decoding: bytes[start..<offset], as: UTF8.self),
      String(decoding: bytes[offset..<end], as: UTF8.self)
    )
  }
}

/// A part of a source text, as UTF-8 offsets: `lower` is its first byte, `upper` the byte after its last.
public struct SourceRange: Sendable, Equatable {
  /// The offset of the first byte.
  public var lower: Int
  /// The offset after the last byte.
  public var upper: Int

  /// Creates the range from `lower` up to but not including `upper`.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The smallest range that holds this one and `other`.
  public func joined(_ other: SourceRange) -> SourceRange {
    SourceRange(min(lower, other.lower), max(upper, other.upper))
  }
}
