/// Bytes in memory, as the start of a file is looked at.
final class MemorySource: ByteSource {
  let path: String
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>, path: String) { (self.bytes, self.path) = (bytes, path) }

  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let count = min(buffer.count, bytes.count)
    bytes.prefix(count).withUnsafeBytes {
      UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]).copyMemory(from: $0)
    }
    bytes = bytes.dropFirst(count)
    return count
  }
}
