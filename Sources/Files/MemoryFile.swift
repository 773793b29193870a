/// A file's content, kept in memory.
public final class MemoryFile {
  /// The bytes written so far.
  public private(set) var bytes: [UInt8] = []

  /// Takes what `content` writes.
  ///
  /// - Parameter expected: about how many bytes that will be, so that no more memory is taken.
  public init(expecting expected: Int = 0, _ content: (FileWriter) throws -> Void) throws {
    bytes.reserveCapacity(expected)
    try content(FileWriter { [unowned self] bytes, offset throws(SystemError) in write(bytes, at: offset) })
  }

  private func write(_ new: UnsafeRawBufferPointer, at offset: Int) {
    let end = min(offset + new.count, bytes.count)
    if offset < end { bytes.replaceSubrange(offset..<end, with: new[..<(end - offset)]) }
    bytes += new[max(0, end - offset)...]
  }
}
