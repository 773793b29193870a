import CZlib

/// A picture as a PNG file, compressed for speed: Cairo's own writer takes longer than drawing 70,000 points. It carries its
/// resolution, so that documents show it at its size.
struct PNGFile {
  /// The whole file.
  private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Higher levels take much longer for a few percent.
  private static let compressionLevel: Int32 = 6

  /// Nil if memory is out. `software` is what the file says it was made with, in Latin letters.
  init?(_ picture: Picture, pixelsPerMeter: UInt32, software: String? = nil) {
    guard let compressed = Self.compressed(Self.rows(of: picture)) else { return nil }
    let colorType: UInt8 = picture.channels == 3 ? 2 : 0
    append(
      "IHDR", Self.bigEndian(UInt32(picture.width)) + Self.bigEndian(UInt32(picture.height)) + [8, colorType, 0, 0, 0])
    append("pHYs", Self.bigEndian(pixelsPerMeter) + Self.bigEndian(pixelsPerMeter) + [1])
    if let software { append("tEXt", Self.softwareKey + Array(software.utf8)) }
    append("IDAT", compressed)
    append("IEND", [])
  }

  private static let softwareKey = Array("Software".utf8) + [0]

  /// What a PNG file says it was made with; nil if it says nothing.
  static func software(of file: [UInt8]) -> String? {
    guard let key = file.prefix(1000).firstRange(of: Array("tEXt".utf8) + softwareKey), key.lowerBound >= 4 else {
      return nil
    }
    let length = file[key.lowerBound - 4..<key.lowerBound].reduce(0) { $0 << 8 | Int($1) } - softwareKey.count
    return String(decoding: file[key.upperBound...].prefix(max(0, length)), as: UTF8.self)
  }

  /// Each row as it is, after the number of the filter that does nothing: flat areas, repeated marks and enlarged pixels
  /// come out a fifth smaller than as differences.
  private static func rows(of picture: Picture) -> [UInt8] {
    let length = picture.width * picture.channels
    return [UInt8](unsafeUninitializedCapacity: (length + 1) * picture.height) { bytes, count in
      picture.pixels.withUnsafeBufferPointer { pixels in
        guard let first = pixels.baseAddress, var target = bytes.baseAddress else { return }
        for row in 0..<picture.height {
          target[0] = 0
          (target + 1).update(from: first + row * length, count: length)
          target += length + 1
        }
      }
      count = (length + 1) * picture.height
    }
  }

  private static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    var length = compressBound(uLong(bytes.count))
    var compressed = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&compressed, &length, bytes, uLong(bytes.count), compressionLevel)
    guard status == Z_OK else { return nil }
    compressed.removeLast(compressed.count - Int(length))
    return compressed
  }

  private mutating func append(_ name: String, _ content: [UInt8]) {
    let chunk = Array(name.utf8) + content
    bytes += Self.bigEndian(UInt32(content.count)) + chunk
    bytes += Self.bigEndian(UInt32(truncatingIfNeeded: crc32(0, chunk, uInt(chunk.count))))
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
