/// Writes MATLAB version 5 files from the format's description alone, sharing nothing with the reader.
enum MATWriter {
  static let header = Array("MATLAB 5.0 MAT-file".utf8) + [UInt8](repeating: 0x20, count: 105) + [0, 1, 0x49, 0x4d]

  static func element(_ type: UInt32, _ content: [UInt8]) -> [UInt8] {
    words([type, UInt32(content.count)]) + content + [UInt8](repeating: 0, count: -content.count & 7)
  }

  /// An array of bytes (class 9) or of another class; `announced` is the tag's count where it lies.
  static func array(
    _ name: String, _ sizes: [UInt32], _ content: [UInt8], type: UInt32 = 2, flags: UInt32 = 9, announced: UInt32? = nil
  ) -> [UInt8] {
    let data = words([type, announced ?? UInt32(content.count)]) + element(type, content)[8...]
    let parts = element(6, words([flags, 0])) + element(5, words(sizes)) + element(1, Array(name.utf8)) + data
    return element(14, parts)
  }

  /// An element of type miCOMPRESSED that holds another, in a zlib stream (RFC 1950) of stored blocks.
  static func compressed(_ element: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 65_535, element.count)
      let length = UInt16(end - start)
      let lengths = [length, ~length].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      stream += [end == element.count ? 1 : 0] + lengths + element[start..<end]
      start = end
    } while start < element.count
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in element {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    stream += words([b << 16 | a]).reversed()
    return words([15, UInt32(stream.count)]) + stream
  }

  static func words(_ words: [UInt32]) -> [UInt8] {
    words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }
}
