#if canImport(Glibc)
  import Glibc
#endif

/// The operating system's own files.
public struct SystemFiles: FileSystem {
  /// Files as they are.
  public init() {}

  /// Makes an empty file, or empties the one there is, and gives its descriptor.
  public func create(_ path: String) throws(SystemError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError.last }
    return descriptor
  }

  /// Writes all of `bytes` at `offset`.
  public func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, offset + done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError.last }
      done += count
    }
  }

  /// Waits until the file's content is on the disk.
  public func sync(_ descriptor: Int32) throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw SystemError.last }
  }

  /// Closes a descriptor.
  public func close(_ descriptor: Int32) throws(SystemError) {
    guard Glibc.close(descriptor) == 0 else { throw SystemError.last }
  }

  /// Gives a file the name of another, which it replaces.
  public func rename(_ path: String, to other: String) throws(SystemError) {
    guard Glibc.rename(path, other) == 0 else { throw SystemError.last }
  }

  /// Waits until a folder's names are on the disk.
  public func syncFolder(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.last }
    defer { _ = Glibc.close(descriptor) }
    // Some network file systems cannot sync a folder, and say so.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemError.last }
  }

  /// Removes a file if it exists.
  public func remove(_ path: String) { unlink(path) }
}
