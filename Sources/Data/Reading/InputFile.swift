import CZlib
import Files
import Glibc
import Interruption

/// A file read from its start to its end; gzip-compressed content is inflated on the way, plain content taken as it is.
final class InputFile: ByteSource {
  /// If it is, as errors name it.
  let path: String
  private let handle: gzFile
  private let descriptor: Int32
  /// zlib's buffer. What is read in pieces of twice its size and more is not copied by way of it.
  private static let chunk = 1 << 16

  /// Opens the regular file at `path`.
  convenience init(path: String) throws(DataError) { try self.init(RawPath(path)) }

  /// Opens the regular file at a path whose bytes need not be text.
  init(_ path: RawPath) throws(DataError) {
    self.path = path.text
    (handle, descriptor) = try Self.open(path)
    gzbuffer(handle, UInt32(Self.chunk))
  }

  deinit { gzclose_r(handle) }

  /// The next `count` bytes, or those up to the end if there are fewer.
  func read(_ count: Int) throws(DataError) -> [UInt8] {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in filled = fill(buffer) }
    try check()
    return bytes
  }

  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let filled = fill(buffer.bindMemory(to: UInt8.self))
    try check()
    return filled
  }

  /// Goes on from `position`, counted in bytes of the (inflated) content.
  func seek(to position: Int) throws(DataError) {
    guard gzseek(handle, position, SEEK_SET) == position else {
      throw unreadable(String(cString: strerror(errno)))
    }
  }

  /// How many bytes there are from here to the end, or `limit` if there are more. The position stays.
  ///
  /// Those of a compressed file are found by reading them, for it tells no other way that could be believed.
  func remaining(limit: Int = .max) throws(DataError) -> Int {
    let start = gztell(handle)
    if gzdirect(handle) == 1, let size = Self.size(of: descriptor) { return min(max(size - start, 0), limit) }
    let total = try skip(limit)
    try seek(to: start)
    return total
  }

  /// The size of a file that is not compressed.
  var plainSize: Int? { gzdirect(handle) == 1 ? Self.size(of: descriptor) : nil }

  private static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Fills the buffer as far as the file goes; `check` tells the end from a failure.
  private func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let got = gzread(handle, base + filled, UInt32(min(buffer.count - filled, 1 << 22)))
      guard got > 0, !Interruption.isRequested else { break }
      filled += Int(got)
    }
    return filled
  }

  private func check() throws(DataError) {
    let code = errno
    try DataError.throwIfInterrupted()
    var status = Z_OK
    _ = gzerror(handle, &status)
    switch status {
    case Z_OK, Z_STREAM_END: return
    case Z_ERRNO: throw unreadable(String(cString: strerror(code)))
    case Z_BUF_ERROR: throw unreadable("its gzip data end too early", hint: Self.anotherCopy)
    case Z_DATA_ERROR: throw unreadable("its gzip data are damaged", hint: Self.anotherCopy)
    default: throw unreadable("zlib gave error \(status)")
    }
  }

  /// The way out where a file's content is wrong.
  static let anotherCopy = "take another copy of the file; \(FetchScript.name) fetches and checks the public data sets"

  private func unreadable(_ reason: String, hint: String = "check the file and its disk") -> DataError {
    DataError("\(path) cannot be read: \(reason)", hint: hint)
  }

  private static func open(_ path: RawPath) throws(DataError) -> (gzFile, Int32) {
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try path.opened()
    } catch {
      throw DataError(unopened: path.text, error, hint: "check its name and its rights")
    }
    guard let handle = gzdopen(descriptor, "rb") else {
      close(descriptor)
      throw DataError("\(path.text) cannot be opened: there is no memory for it", hint: "close other programs")
    }
    return (handle, descriptor)
  }
}
