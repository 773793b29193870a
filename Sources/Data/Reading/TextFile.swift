/// A text file from its start to its end: a byte order mark is passed over, and UTF-16 becomes UTF-8.
enum TextFile {
  /// Opens the file; `encoding` is what a person says it is in, nil to find out.
  ///
  /// What has no byte order mark is taken for UTF-8 here; a reader that meets other bytes reads it again as Windows-1252.
  static func open(
    _ path: String, _ encoding: TextEncoding?
  ) throws(DataError) -> (source: any ByteSource, encoding: TextEncoding) {
    let file = try InputFile(path: path)
    let start = try file.read(3)
    if start == [0xef, 0xbb, 0xbf] { return (file, encoding ?? .utf8) }
    let isLittle = start.starts(with: [0xff, 0xfe]), isBig = start.starts(with: [0xfe, 0xff])
    try file.seek(to: isLittle || isBig ? 2 : 0)
    if isLittle || isBig || encoding == .utf16 { return (UTF16Source(file, isBigEndian: isBig), .utf16) }
    return (file, encoding ?? .utf8)
  }
}

/// UTF-16 as UTF-8. A half of a pair alone becomes U+FFFD, as the standard recommends.
final class UTF16Source: ByteSource {
  let path: String
  private let source: any ByteSource
  private let isBigEndian: Bool
  private var output: [UInt8] = []
  private var position = 0
  private var rest: [UInt8] = []
  private var hasEnded = false

  init(_ source: any ByteSource, isBigEndian: Bool) {
    (self.source, self.isBigEndian) = (source, isBigEndian)
    path = source.path
  }

  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    while filled < buffer.count {
      if position == output.count {
        guard !hasEnded else { break }
        try decode()
        continue
      }
      let count = min(buffer.count - filled, output.count - position)
      output.withUnsafeBytes { from in
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: from[position..<position + count]))
      }
      (filled, position) = (filled + count, position + count)
    }
    return filled
  }

  /// Decodes the next piece; the first half of a pair at its end waits for the second.
  private func decode() throws(DataError) {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let got = try source.fill(&bytes)
    hasEnded = got < bytes.count
    bytes = rest + bytes[..<got]
    var units = stride(from: 0, to: bytes.count - 1, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    rest = bytes.count % 2 == 1 ? [bytes[bytes.count - 1]] : []
    if !hasEnded, let last = units.last, UTF16.isLeadSurrogate(last) {
      units.removeLast()
      rest = Array(bytes[(units.count * 2)...])
    }
    (output, position) = (Array(String(decoding: units, as: UTF16.self).utf8), 0)
  }
}
