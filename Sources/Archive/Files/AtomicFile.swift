#if canImport(Glibc)
  import Glibc
#endif

/// A file that is written whole or not at all: to a temporary file beside it, which is synced, renamed, and the folder
/// synced. Whatever fails, and whenever the process is killed, a reader finds the old file or the new one.
public struct AtomicFile {
  /// Where the file is; behind symbolic links, the file that they lead to.
  public let path: String
  private let files: any FileSystem

  /// The file at `path`; nothing is touched yet.
  public init(_ path: String, files: any FileSystem = SystemFiles()) {
    self.path = Self.linkedPath(path) ?? path
    self.files = files
  }

  /// Writes what `body` gives to the writer.
  ///
  /// - Throws: `SystemError`, or what `body` throws; the old file is then as it was. Only where the last step fails, the
  ///   folder's sync, the new file is in place, whole.
  public func write(_ body: (FileWriter) throws -> Void) throws {
    Self.removeLeftovers(in: folder, files: files)
    let temporary = "\(path)\(Self.marker)\(getpid())\(Self.ending)"
    do {
      try fill(temporary, body)
      try files.rename(temporary, to: path)
    } catch {
      files.remove(temporary)
      throw error
    }
    try files.syncFolder(folder)
  }

  /// Writes the bytes.
  public func write(_ bytes: [UInt8]) throws(SystemError) {
    do {
      try write { try $0.append(bytes) }
    } catch {
      throw error as? SystemError ?? SystemError(message: "\(error)")
    }
  }

  private func fill(_ temporary: String, _ body: (FileWriter) throws -> Void) throws {
    let descriptor = try files.create(temporary)
    do {
      try body(FileWriter(descriptor, files: files))
      try files.sync(descriptor)
    } catch {
      try? files.close(descriptor)
      throw error
    }
    try files.close(descriptor)
  }

  private static let marker = ".gmvae-"
  private static let ending = ".partial"

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Removes temporary files in a folder that processes left which are no more.
  public static func removeLeftovers(in folder: String, files: any FileSystem = SystemFiles()) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let owner = owner(of: name), kill(owner, 0) != 0, errno == ESRCH { files.remove("\(folder)/\(name)") }
    }
  }

  /// The process that a temporary file belongs to; nil for files of other kinds.
  static func owner(of name: String) -> pid_t? {
    guard name.hasSuffix(ending), let start = name.firstRange(of: marker) else { return nil }
    let digits = name[start.upperBound...].dropLast(ending.count)
    return digits.allSatisfy { ("0"..."9").contains($0) } ? pid_t(digits).flatMap { $0 > 0 ? $0 : nil } : nil
  }

  private static func linkedPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
