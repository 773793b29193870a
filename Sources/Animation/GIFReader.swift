/// Reads an animated GIF picture by picture, without trust in anything it says.
public struct GIFReader {
  /// The width of every picture in pixels.
  public let width: Int
  /// The height of every picture in pixels.
  public let height: Int
  private let bytes: [UInt8]
  private let colors: [UInt8]
  private let start: Int
  private var place: Int
  private var canvas: [UInt8] = []
  private var transparent: Int?

  /// Nil where the bytes do not begin as a GIF does.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= 13, bytes.starts(with: "GIF89a".utf8) else { return nil }
    self.bytes = bytes
    width = Int(bytes[6]) | Int(bytes[7]) << 8
    height = Int(bytes[8]) | Int(bytes[9]) << 8
    guard width > 0, height > 0, let (colors, end) = Self.colors(bytes, at: 13, flags: bytes[10]) else { return nil }
    (self.colors, start, place) = (colors, end, end)
  }

  /// The comment in the file; nil if there is none.
  public var comment: String? {
    var reader = self
    reader.place = start
    while let block = reader.nextBlock() {
      if block == .comment { return String(decoding: reader.subBlocks() ?? [], as: UTF8.self) }
      guard reader.skip(block) else { return nil }
    }
    return nil
  }

  /// The next picture, height × width × 3 numbers; nil after the last one, or if the file is damaged.
  public mutating func next() -> [UInt8]? {
    if canvas.isEmpty { canvas = [UInt8](repeating: 0, count: 3 * width * height) }
    while let block = nextBlock() {
      if block == .picture { return readPicture() ? canvas : nil }
      if block == .control, place + 5 < bytes.count {
        transparent = bytes[place + 1] & 1 == 1 ? Int(bytes[place + 4]) : nil
      }
      guard skip(block) else { return nil }
    }
    return nil
  }

  private enum Block { case picture, control, comment, other }

  private mutating func nextBlock() -> Block? {
    guard place + 1 < bytes.count else { return nil }
    switch (bytes[place], bytes[place + 1]) {
    case (0x2C, _):
      place += 1
      return .picture
    case (0x21, let kind):
      place += 2
      return kind == 0xF9 ? .control : kind == 0xFE ? .comment : .other
    default: return nil
    }
  }

  /// False if the file ends within the block.
  private mutating func skip(_ block: Block) -> Bool {
    if block == .picture {
      guard place + 9 < bytes.count, let (_, end) = Self.colors(bytes, at: place + 9, flags: bytes[place + 8]) else {
        return false
      }
      place = end + 1
    }
    return subBlocks() != nil
  }

  /// The bytes of the blocks here, each with its length before it, up to an empty one.
  private mutating func subBlocks() -> [UInt8]? {
    var content: [UInt8] = []
    while place < bytes.count {
      let length = Int(bytes[place])
      guard place + length < bytes.count else { return nil }
      content += bytes[place + 1..<place + 1 + length]
      place += 1 + length
      if length == 0 { return content }
    }
    return nil
  }

  /// A table of colors where the flags say that there is one, and the place behind it.
  private static func colors(_ bytes: [UInt8], at place: Int, flags: UInt8) -> (colors: [UInt8], end: Int)? {
    guard flags & 0x80 != 0 else { return ([], place) }
    let end = place + 3 << (Int(flags & 7) + 1)
    return end <= bytes.count ? (Array(bytes[place..<end]), end) : nil
  }

  /// Draws the picture here over what was there before.
  private mutating func readPicture() -> Bool {
    guard place + 9 < bytes.count else { return false }
    func number(_ offset: Int) -> Int { Int(bytes[place + offset]) | Int(bytes[place + offset + 1]) << 8 }
    let (left, top, columns, rows) = (number(0), number(2), number(4), number(6))
    guard left + columns <= width, top + rows <= height, bytes[place + 8] & 0x40 == 0,
      let (own, end) = Self.colors(bytes, at: place + 9, flags: bytes[place + 8]), end < bytes.count
    else { return false }
    let table = own.isEmpty ? colors : own, smallest = Int(bytes[end])
    place = end + 1
    guard let packed = subBlocks(),
      let pixels = LZW.unpacked(packed, smallestCode: smallest, count: columns * rows)
    else { return false }
    for (index, pixel) in pixels.enumerated() where Int(pixel) != transparent {
      guard 3 * Int(pixel) + 2 < table.count else { return false }
      let target = 3 * ((top + index / columns) * width + left + index % columns)
      for channel in 0..<3 { canvas[target + channel] = table[3 * Int(pixel) + channel] }
    }
    return true
  }
}
