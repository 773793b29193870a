#if canImport(Glibc)
  import Glibc
#endif

/// A file that was just written, still open and locked: the lock tells other processes that its writer lives.
public final class WrittenFile {
  let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// What tells it from others; nil where the system does not say.
  public var identity: FileIdentity? { FileIdentity(descriptor) }

  /// Locks it; false if it was removed meanwhile. File systems without locks do without.
  func lock() -> Bool {
    flock(descriptor, LOCK_EX)
    var status = stat()
    return fstat(descriptor, &status) != 0 || status.st_nlink > 0
  }

  /// Whether the process that wrote the file at `path`, and held on to it, has ended.
  public static func isAbandoned(_ path: String) -> Bool {
    guard let descriptor = try? Opening.file(path, within: nil) else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  /// Takes over owner and permissions of the file that it is to replace, if there is one.
  func inheritRights(of name: String, in folder: Folder) {
    var old = stat()
    guard fstatat(folder.descriptor, name, &old, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    // Owners first, for that takes special permissions away. Only the administrator can give files to others.
    if fchown(descriptor, old.st_uid, old.st_gid) != 0 { _ = fchown(descriptor, uid_t.max, old.st_gid) }
    fchmod(descriptor, old.st_mode & 0o7777)
  }
}
