import Language

/// Reads JSON (RFC 8259): an object becomes a record without a kind.
struct JSONReader {
  private struct Failure: Error {}

  /// No message of Jupyter's is nested as deeply as this.
  private static let deepest = 100
  private let bytes: [UInt8]
  private var place = 0

  /// The value of a whole text; nil if it is none.
  static func value(of bytes: [UInt8]) -> Value? {
    var reader = JSONReader(bytes: bytes)
    guard let value = try? reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.place == bytes.count ? value : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() { while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { place += 1 } }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }

  private mutating func value(depth: Int) throws -> Value {
    guard depth < Self.deepest else { throw Failure() }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return .list(try elements(closing: "]") { try $0.value(depth: depth + 1) })
    case UInt8(ascii: "\""): return .text(try text())
    default: break
    }
    if take("true") { return .boolean(true) }
    if take("false") { return .boolean(false) }
    if take("null") { return .nothing }
    return .number(try number())
  }

  private mutating func object(_ depth: Int) throws -> Value {
    .object(
      try elements(closing: "}") { reader in
        let name = try reader.text()
        reader.skipSpace()
        guard reader.take(":") else { throw Failure() }
        return (name, try reader.value(depth: depth + 1))
      })
  }

  /// What stands between two brackets, with commas between.
  private mutating func elements<Element>(
    closing: String, _ element: (inout JSONReader) throws -> Element
  ) throws -> [Element] {
    var all: [Element] = []
    place += 1
    skipSpace()
    if take(closing) { return all }
    repeat {
      skipSpace()
      all.append(try element(&self))
      skipSpace()
    } while take(",")
    guard take(closing) else { throw Failure() }
    return all
  }

  private mutating func number() throws -> Double {
    let digits = bytes[place...].prefix { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard let number = Double(String(decoding: digits, as: UTF8.self)), number.isFinite else { throw Failure() }
    place += digits.count
    return number
  }

  private mutating func text() throws -> String {
    guard take("\"") else { throw Failure() }
    var units: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      place += 1
      guard byte >= 0x20 else { throw Failure() }
      if byte == UInt8(ascii: "\\") { units += try escaped().utf8 } else { units.append(byte) }
    }
    guard take("\""), let text = String(validating: units, as: UTF8.self) else { throw Failure() }
    return text
  }

  private mutating func escaped() throws -> String {
    guard let byte = next else { throw Failure() }
    place += 1
    if byte == UInt8(ascii: "u") {
      let first = try codeUnit()
      guard 0xD800...0xDBFF ~= first, take("\\u") else { return String(decoding: [first], as: UTF16.self) }
      return String(decoding: [first, try codeUnit()], as: UTF16.self)
    }
    guard let position = Self.escapes.firstIndex(where: { $0.0 == byte }) else { throw Failure() }
    return Self.escapes[position].1
  }

  private static let escapes: [(UInt8, String)] = [
    (UInt8(ascii: "n"), "\n"), (UInt8(ascii: "t"), "\t"), (UInt8(ascii: "r"), "\r"), (UInt8(ascii: "b"), "\u{8}"),
    (UInt8(ascii: "f"), "\u{C}"), (UInt8(ascii: "\""), "\""), (UInt8(ascii: "\\"), "\\"), (UInt8(ascii: "/"), "/"),
  ]

  private mutating func codeUnit() throws -> UInt16 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw Failure()
    }
    place += 4
    return unit
  }
}
