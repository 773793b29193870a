import CSystem

#if canImport(Glibc)
  import Glibc
#endif

/// The operating system's own files.
public struct SystemFiles: FileSystem {
  /// Files as they are.
  public init() {}

  /// Makes an empty file under a name that is free, and gives its descriptor.
  public func create(_ name: String, in folder: Folder, mode: mode_t) throws(SystemError) -> Int32 {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = openat(folder.descriptor, name, flags, mode)
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

  /// Gives a file another name in its folder: in place of the file of that name, or only if it is free.
  public func rename(_ name: String, to other: String, in folder: Folder, isReplacing: Bool) throws(SystemError) {
    let status =
      isReplacing
      ? renameat(folder.descriptor, name, folder.descriptor, other)
      : gm_rename_to_free(folder.descriptor, name, other)
    guard status == 0 else { throw SystemError.last }
  }

  /// Waits until a folder's names are on the disk.
  public func syncFolder(_ folder: Folder) throws(SystemError) {
    // Some network file systems cannot sync a folder, and say so.
    guard fsync(folder.descriptor) == 0 || errno == EINVAL else { throw SystemError.last }
  }
}
