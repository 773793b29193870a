/// A file's content, kept in memory.
public final class MemoryFile {
  /// The bytes written so far.
  public private(set) var bytes: [UInt8] = []

  /// Takes what `content` writes.
  ///
  /// - Parameter expected: about how many bytes that will be, so that no more memory is taken.
  public init(expecting expected: Int = 0, _ content: (FileWriter) throws -> Void) throws {
    bytes.reserveCapacity(expected)
    try content(FileWriter(0, files: Sink(file: self)))
  }

  /// Hands what a writer gives on to the bytes.
  private struct Sink: FileSystem {
    unowned let file: MemoryFile

    func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int) throws(SystemError) {
      let end = min(offset + bytes.count, file.bytes.count)
      if offset < end { file.bytes.replaceSubrange(offset..<end, with: bytes[..<(end - offset)]) }
      file.bytes += bytes[max(0, end - offset)...]
    }

    func create(_ path: String) throws(SystemError) -> Int32 { 0 }
    func sync(_ descriptor: Int32) throws(SystemError) {}
    func close(_ descriptor: Int32) throws(SystemError) {}
    func rename(_ path: String, to other: String) throws(SystemError) {}
    func syncFolder(_ path: String) throws(SystemError) {}
    func remove(_ path: String) {}
  }
}
