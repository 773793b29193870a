/// The compression of GIF files (Welch 1984, with codes of 3 to 12 bits).
enum LZW {
  /// The `count` numbers that the bytes stand for; nil where they stand for fewer, or for none that a GIF can have.
  static func unpacked(_ packed: [UInt8], smallestCode size: Int, count: Int) -> [UInt8]? {
    guard (2...8).contains(size) else { return nil }
    let clear = 1 << size, end = clear + 1
    // Each code is an earlier one with a number behind it.
    var prefix = [Int](repeating: -1, count: 4096), last = [UInt8](repeating: 0, count: 4096)
    for code in 0..<clear { last[code] = UInt8(code) }
    var next = end + 1, width = size + 1, before = -1
    var bits = 0, bitCount = 0, pixels: [UInt8] = [], run: [UInt8] = []
    pixels.reserveCapacity(min(count, packed.count << 12))
    for byte in packed {
      bits |= Int(byte) << bitCount
      bitCount += 8
      while bitCount >= width {
        let code = bits & (1 << width - 1)
        bits >>= width
        bitCount -= width
        if code == end { return pixels.count == count ? pixels : nil }
        if code == clear {
          (next, width, before) = (end + 1, size + 1, -1)
          continue
        }
        guard code < next || code == next && before >= 0 else { return nil }
        run.removeAll(keepingCapacity: true)
        var place = code == next ? before : code
        while place >= 0 {
          run.append(last[place])
          place = prefix[place]
        }
        guard let first = run.last else { return nil }
        if code == next { run.insert(first, at: 0) }
        guard pixels.count + run.count <= count else { return nil }
        pixels += run.reversed()
        if before >= 0, next < 4096 {
          (prefix[next], last[next]) = (before, first)
          next += 1
          if next == 1 << width, width < 12 { width += 1 }
        }
        before = code
      }
    }
    return pixels.count == count ? pixels : nil
  }
}
