import Files

#if canImport(Glibc)
  import Glibc
#endif

/// The right to make a run, which one process has at a time; the system takes it back from a process that ends.
final class SweepLock {
  private let path: String
  private let descriptor: Int32

  private init(_ path: String, _ descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  /// Takes it; nil while another process has it. Where files cannot be locked, as on some network file systems, everyone
  /// has it: two processes then do the same work, and each writes the same whole files.
  static func take(at path: String, within fence: FileFence?) throws(SystemError) -> SweepLock? {
    let descriptor = try Opening.emptied(path, within: fence)
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return SweepLock(path, descriptor) }
    close(descriptor)
    return nil
  }

  deinit {
    unlink(path)
    close(descriptor)
  }
}
