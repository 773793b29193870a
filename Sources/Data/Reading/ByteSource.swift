/// Bytes that come one after another out of a file.
protocol ByteSource: AnyObject {
  /// The file, as errors name it.
  var path: String { get }

  /// Fills the buffer as far as there are bytes, and tells how many.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int
}

extension ByteSource {
  /// The next `count` bytes; an error if there are fewer. For counts that a reader has bounded.
  func read(exactly count: Int) throws(DataError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try fill(exactly: &bytes)
    return bytes
  }

  /// Fills the whole array; an error if there are fewer bytes.
  func fill(exactly bytes: inout [UInt8]) throws(DataError) {
    guard try fill(&bytes) == bytes.count else {
      throw DataError("\(path): it ends within its content", hint: InputFile.anotherCopy)
    }
  }

  /// Fills the array as far as there are bytes, and tells how many.
  func fill(_ bytes: inout [UInt8]) throws(DataError) -> Int {
    var failure: DataError?
    let filled = bytes.withUnsafeMutableBytes { buffer in
      do throws(DataError) { return try fill(buffer) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return filled
  }

  /// Reads `limit` bytes, or those there are, without keeping them, and tells how many.
  func skip(_ limit: Int) throws(DataError) -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(max(limit, 1), 1 << 16), alignment: 1)
    defer { buffer.deallocate() }
    var total = 0
    while total < limit {
      let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, limit - total)])
      let got = try fill(piece)
      total += got
      if got < piece.count { break }
    }
    return total
  }
}
