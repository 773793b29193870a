/// How the bytes of a text stand for its letters.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case windows1252 = "windows-1252"
  case latin1 = "latin-1"

  /// The text of bytes; nil if they are not UTF-8 though they should be. Different bytes never become the same text.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    switch self {
    // A file in UTF-16 is read as UTF-8: `UTF16Source` makes it so.
    case .utf8, .utf16: String(validating: bytes, as: UTF8.self)
    case .windows1252, .latin1:
      String(
        String.UnicodeScalarView(bytes.map { Unicode.Scalar(self == .latin1 ? UInt16($0) : Self.code($0)) ?? "?" }))
    }
  }

  /// The text of bytes that may be of any encoding: UTF-8 if they are, else Windows-1252.
  static func guessed(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { utf8.text($0) ?? windows1252.text($0) ?? "" }
  }

  /// What Windows-1252 has in the places of Latin-1's control codes; the five places without a letter keep their codes.
  private static let windows: [UInt16] = [
    0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
    0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e,
    0x178,
  ]

  private static func code(_ byte: UInt8) -> UInt16 {
    (0x80...0x9f).contains(byte) ? windows[Int(byte) - 0x80] : UInt16(byte)
  }
}
