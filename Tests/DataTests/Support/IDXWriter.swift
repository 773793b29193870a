/// Writes idx files from the format's description alone, sharing nothing with the reader.
enum IDXWriter {
  /// The ways a file may lie on disk: plain and compressed.
  static let packings: [@Sendable ([UInt8]) -> [UInt8]] = [{ $0 }, { gzip($0) }]

  static func file(magic: UInt32, sizes: [Int32], content: [UInt8]) -> [UInt8] {
    bigEndian(magic) + sizes.flatMap { bigEndian(UInt32(bitPattern: $0)) } + content
  }

  static func images(_ count: Int, height: Int = 2, width: Int = 3) -> [UInt8] {
    file(
      magic: 2051, sizes: [Int32(count), Int32(height), Int32(width)],
      content: (0..<count * height * width).map { UInt8(truncatingIfNeeded: $0 &* 37) })
  }

  static func labels(_ labels: [UInt8]) -> [UInt8] {
    file(magic: 2049, sizes: [Int32(labels.count)], content: labels)
  }

  /// A gzip file (RFC 1952) that holds `content` in stored blocks.
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
      let end = min(start + 65_535, content.count)
      let length = UInt16(end - start)
      file += [end == content.count ? 1 : 0] + littleEndian(length) + littleEndian(~length) + content[start..<end]
      start = end
    } while start < content.count
    return file + littleEndian(crc(content)) + littleEndian(UInt32(content.count))
  }

  static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xedb8_8320 : 0) }
    }
    return ~crc
  }

  private static func littleEndian<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
    (0..<Word.bitWidth / 8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }

  private static func bigEndian(_ word: UInt32) -> [UInt8] { littleEndian(word).reversed() }
}
