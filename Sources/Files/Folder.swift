import CSystem

#if canImport(Glibc)
  import Glibc
#endif

/// A folder that is held open: its files are reached through it, whatever becomes of its path meanwhile.
public final class Folder {
  /// The open folder, for calls that take one.
  let descriptor: Int32

  /// Opens the folder at `path`.
  public init(_ path: String, within fence: FileFence? = .current) throws(SystemError) {
    descriptor = try Opening.open(path, Self.flags, within: fence)
  }

  /// Opens the folder at a path, ended by a zero, that need not be text.
  public init(bytes: [CChar], within fence: FileFence? = .current) throws(SystemError) {
    descriptor = try Opening.open(bytes: bytes, Self.flags, within: fence)
  }

  private init(place: String) throws(SystemError) { descriptor = try Opening.open(place: place, Self.flags) }

  private static let flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK

  /// Opens the folder at `path`, and makes it and those above it if they are missing.
  ///
  /// - Parameter mode: who may do what in folders that are made.
  public static func made(
    _ path: String, mode: mode_t, within fence: FileFence? = .current
  ) throws(SystemError) -> Folder {
    try made(place: fence?.place(of: path) ?? FileFence.unlinked(path), mode: mode)
  }

  private static func made(place: String, mode: mode_t) throws(SystemError) -> Folder {
    do throws(SystemError) {
      return try Folder(place: place)
    } catch {
      guard error == .missing, place != "/" else { throw error }
      let above = try made(place: FilePath.folder(of: place), mode: mode)
      guard mkdirat(above.descriptor, FilePath.name(of: place), mode) == 0 || errno == EEXIST else {
        throw SystemError.last
      }
      return try Folder(place: place)
    }
  }

  deinit { close(descriptor) }

  /// The names in it, without `.` and `..`, in no order.
  public func names() throws(SystemError) -> [String] {
    try nameBytes().map { String(decoding: $0, as: UTF8.self) }
  }

  /// The same names as the system has them, which need not be text.
  public func nameBytes() throws(SystemError) -> [[UInt8]] {
    // The listing goes on from where the descriptor stands, so that each needs one of its own.
    let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0 else { throw SystemError.last }
    guard let stream = fdopendir(own) else {
      close(own)
      throw SystemError.last
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  /// Removes a file in it, if there is one.
  public func remove(_ name: String) { unlinkat(descriptor, name, 0) }
}
