/// Reads a header's JSON: the part of JSON that headers are made of, and nothing else.
struct HeaderParser {
  private let bytes: [UInt8]
  private var position = 0

  /// The header in `json`.
  ///
  /// - Throws: `ArchiveError` at the first thing that does not belong there: an unknown key, a key that comes twice, a
  ///   number that is not a size.
  static func parse(_ json: [UInt8]) throws(ArchiveError) -> SafeTensorsHeader {
    var parser = HeaderParser(bytes: json)
    var header = SafeTensorsHeader()
    var names: Set<String> = []
    try parser.object { parser, key throws(ArchiveError) in
      guard names.insert(key).inserted else { throw ArchiveError("its header has \(shown(key)) twice") }
      if key == "__metadata__" {
        header.metadata = try parser.texts()
      } else {
        header.entries.append(try parser.entry(key))
      }
    }
    guard parser.peek() == nil else { throw parser.unexpected("the end of the header") }
    header.entries.sort { ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound) }
    try checkPlaces(header.entries)
    return header
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The tensors follow one another without gap or overlap.
  private static func checkPlaces(_ entries: [SafeTensorsHeader.Entry]) throws(ArchiveError) {
    var end = 0
    for entry in entries {
      guard entry.bytes.lowerBound == end else {
        throw ArchiveError(
          "\(shown(entry.name)) begins at byte \(entry.bytes.lowerBound) where byte \(end) was expected")
      }
      end = entry.bytes.upperBound
    }
  }

  private mutating func texts() throws(ArchiveError) -> [String: String] {
    var texts: [String: String] = [:]
    try object { parser, key throws(ArchiveError) in
      let value = try parser.string()
      guard texts.updateValue(value, forKey: key) == nil else {
        throw ArchiveError("its metadata have \(Self.shown(key)) twice")
      }
    }
    return texts
  }

  private mutating func entry(_ name: String) throws(ArchiveError) -> SafeTensorsHeader.Entry {
    var type: ElementType?
    var shape: [Int]?
    var offsets: [Int]?
    try object { parser, key throws(ArchiveError) in
      switch key {
      case "dtype" where type == nil: type = try parser.type(of: name)
      case "shape" where shape == nil: shape = try parser.sizes()
      case "data_offsets" where offsets == nil: offsets = try parser.sizes()
      default: throw ArchiveError("\(Self.shown(name)) has an unexpected \(Self.shown(key)) in the header")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2, offsets[0] <= offsets[1] else {
      throw ArchiveError("\(Self.shown(name)) lacks its type, shape or place in the header")
    }
    guard let size = SafeTensorsHeader.byteCount(of: shape, type), size == offsets[1] - offsets[0] else {
      throw ArchiveError("the bytes of \(Self.shown(name)) do not fit its shape \(shape)")
    }
    return .init(name: name, type: type, shape: shape, bytes: offsets[0]..<offsets[1])
  }

  private mutating func type(of name: String) throws(ArchiveError) -> ElementType {
    let word = try string()
    guard let type = ElementType(rawValue: word) else {
      throw ArchiveError("\(Self.shown(name)) has the unknown type \(Self.shown(word))")
    }
    return type
  }

  private mutating func object(
    _ member: (inout HeaderParser, String) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    try expect("{")
    if try skip("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      try member(&self, key)
    } while try skip(",")
    try expect("}")
  }

  private mutating func sizes() throws(ArchiveError) -> [Int] {
    var sizes: [Int] = []
    try expect("[")
    if try skip("]") { return sizes }
    repeat { sizes.append(try size()) } while try skip(",")
    try expect("]")
    return sizes
  }

  private mutating func size() throws(ArchiveError) -> Int {
    guard let first = peek(), ("0"..."9").contains(Unicode.Scalar(first)) else { throw unexpected("a size") }
    let start = position
    while position < bytes.count, ("0"..."9").contains(Unicode.Scalar(bytes[position])) { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let size = Int(digits), digits == "0" || first != UInt8(ascii: "0") else {
      throw ArchiveError("its header has the impossible size \(Self.shown(digits))")
    }
    return size
  }

  private mutating func string() throws(ArchiveError) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw ArchiveError("its header is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += try escape().utf8
      case 0..<0x20: throw unexpected("the rest of a text", before: 1)
      default: text.append(byte)
      }
    }
    throw ArchiveError("its header ends within a text")
  }

  private mutating func escape() throws(ArchiveError) -> String {
    guard position < bytes.count else { throw ArchiveError("its header ends within a text") }
    position += 1
    switch Unicode.Scalar(bytes[position - 1]) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicodeEscape()
    default: throw unexpected("an escape", before: 1)
    }
  }

  /// `\uXXXX`, or two of them where the character needs a pair of surrogates.
  private mutating func unicodeEscape() throws(ArchiveError) -> String {
    var units = [try codeUnit()]
    if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: Array("\\u".utf8)) {
      position += 2
      units.append(try codeUnit())
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw unexpected("a character", before: 4) }
    return text
  }

  private mutating func codeUnit() throws(ArchiveError) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw unexpected("four hex digits") }
    position += 4
    return unit
  }

  /// The next byte that is not white space; nil at the end.
  private mutating func peek() -> UInt8? {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  private mutating func skip(_ sign: Unicode.Scalar) throws(ArchiveError) -> Bool {
    guard peek() == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws(ArchiveError) {
    guard try skip(sign) else { throw unexpected("'\(sign)'") }
  }

  private func unexpected(_ expected: String, before: Int = 0) -> ArchiveError {
    ArchiveError("its header has something other than \(expected) at byte \(8 + position - before)")
  }

  /// A text from the file, cut and without control characters.
  static func shown(_ text: String) -> String {
    let kept = text.unicodeScalars.prefix(60).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : String($0) }
    return "'" + kept.joined() + (kept.count < text.unicodeScalars.count ? "…'" : "'")
  }
}
