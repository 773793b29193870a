#if canImport(Glibc)
  import Glibc
#endif

/// The temporary files of writers that were killed.
public enum Leftovers {
  private static let beginning = ".gmvae-"
  private static let ending = ".partial"

  /// A name for a temporary file: 64 random bits.
  static func newName() -> String { name(UInt64.random(in: 0...UInt64.max)) }

  /// The name that a number stands for.
  static func name(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return beginning + String(repeating: "0", count: 16 - digits.count) + digits + ending
  }

  private static func isOne(_ name: String) -> Bool {
    let digits = name.dropFirst(beginning.count).dropLast(ending.count)
    return name.hasPrefix(beginning) && name.hasSuffix(ending) && digits.utf8.count == 16
      && digits.allSatisfy(\.isHexDigit)
  }

  /// Removes the temporary files in a folder whose writers are no more: nobody holds their locks.
  public static func remove(in folder: String, within fence: FileFence? = .current) {
    guard let folder = try? Folder(folder, within: fence), let names = try? folder.names() else { return }
    for name in names where isOne(name) {
      let descriptor = openat(folder.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { folder.remove(name) }
      close(descriptor)
    }
  }
}
