import Files

#if canImport(Glibc)
  import Glibc
#endif

/// A plain file, or one in memory, that is read at any place.
final class SourceFile {
  /// How many bytes it had when it was opened.
  let size: Int
  private let descriptor: Int32
  private let bytes: [UInt8]?

  init(_ file: MemoryFile) {
    bytes = file.bytes
    size = file.bytes.count
    descriptor = -1
  }

  init(_ path: String) throws(ArchiveError) {
    bytes = nil
    do throws(SystemError) {
      descriptor = try Opening.file(path)
    } catch {
      throw ArchiveError(error.message)
    }
    var status = stat()
    fstat(descriptor, &status)
    size = Int(status.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The numbers that lie from byte `offset` on, within the file.
  func read<Number: BitwiseCopyable>(_ count: Int, at offset: Int) throws(ArchiveError) -> [Number] {
    var failure: ArchiveError?
    let numbers = [Number](unsafeUninitializedCapacity: count) { buffer, filled in
      failure = fill(UnsafeMutableRawBufferPointer(buffer), at: offset)
      filled = failure == nil ? count : 0
    }
    if let failure { throw failure }
    return numbers
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> ArchiveError? {
    if let bytes {
      guard offset + buffer.count <= bytes.count else { return ArchiveError("it ends early") }
      buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
      return nil
    }
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, offset + done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return ArchiveError("it cannot be read: \(SystemError.last.message)") }
      guard count > 0 else { return ArchiveError("it ends early, another program is changing it") }
      done += count
    }
    return nil
  }
}
