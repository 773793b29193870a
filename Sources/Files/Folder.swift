import CSystem

#if canImport(Glibc)
  import Glibc
#endif

/// A folder that is held open: its files are reached through it, whatever becomes of its path meanwhile.
public final class Folder: Sendable {
  /// The open folder, for calls that take one.
  let descriptor: Int32

  /// Opens the folder at `path`.
  public init(_ path: String, within fence: FileFence? = .current) throws(SystemError) {
    descriptor = try Opening.open(path, Self.flags, within: fence)
  }

  /// Opens the folder that names lead to below `path`; they are bytes as the system has them, which need not be text.
  public init(_ names: [[UInt8]], below path: String, within fence: FileFence? = .current) throws(SystemError) {
    descriptor = try Opening.open(names, below: path, Self.flags, within: fence)
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

  /// The names in it, without `.` and `..`, in no order. Bytes that are no text are mended.
  public func names() throws(SystemError) -> [String] {
    try rawNames().map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in it as the system has them, without `.` and `..`, in no order.
  public func rawNames() throws(SystemError) -> [[UInt8]] {
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

  /// Whether a name in it leads to a folder; a link is followed.
  public func holdsFolder(_ name: [UInt8]) -> Bool {
    var status = stat()
    return fstatat(descriptor, name.map { CChar(bitPattern: $0) } + [0], &status, 0) == 0
      && FileKind(status.st_mode).isFolder
  }

  /// Removes a file in it, if there is one.
  public func remove(_ name: String) { unlinkat(descriptor, name, 0) }
}
