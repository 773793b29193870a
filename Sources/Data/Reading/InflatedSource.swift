import CZlib

/// The content of deflate-compressed bytes.
final class InflatedSource: ByteSource {
  /// What stands around the compressed bytes.
  enum Wrapping: Int32 {
    /// A header and a checksum (RFC 1950), as in MATLAB files.
    case zlib = 15
    /// Nothing (RFC 1951), as in zip archives.
    case none = -15
  }

  let path: String
  private let source: any ByteSource
  /// At one address, for zlib points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
  private var hasEnded = false

  init(_ source: any ByteSource, wrapping: Wrapping) throws(DataError) {
    self.source = source
    path = source.path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw DataError("\(source.path): no memory to inflate it", hint: "close other programs")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let bytes = buffer.bindMemory(to: UInt8.self)
    var filled = 0
    while filled < bytes.count, !hasEnded, let base = bytes.baseAddress {
      if stream.pointee.avail_in == 0 { try refill() }
      let room = UInt32(min(bytes.count - filled, 1 << 30))
      (stream.pointee.next_out, stream.pointee.avail_out) = (base + filled, room)
      let status = inflate(stream, Z_NO_FLUSH)
      filled += Int(room - stream.pointee.avail_out)
      hasEnded = status == Z_STREAM_END
      guard status == Z_OK || hasEnded else {
        throw DataError("\(path): its compressed data are damaged", hint: InputFile.anotherCopy)
      }
    }
    return filled
  }

  private func refill() throws(DataError) {
    let got = try source.fill(input)
    guard got > 0 else {
      throw DataError("\(path): its compressed data end too early", hint: InputFile.anotherCopy)
    }
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(got)
  }
}
