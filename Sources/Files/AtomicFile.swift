#if canImport(Glibc)
  import Glibc
#endif

/// A file that is written whole or not at all: to a temporary file beside it, which is synced, renamed, and the folder
/// synced. Whatever fails, and whenever the process is killed, a reader finds the old file or the new one.
public struct AtomicFile {
  /// What a new file may take the place of.
  public enum Replacement: Sendable {
    /// Whatever file there is.
    case anything
    /// Nothing: there must be no file.
    case nothing
    /// This file as it is, or nothing.
    case only(FileIdentity)
  }

  /// If the file is; behind symbolic links, the file that they lead to.
  public let path: String
  private let fence: FileFence?
  private let files: any FileSystem

  /// The file at `path`; nothing is touched yet.
  public init(_ path: String, within fence: FileFence? = .current, files: any FileSystem = SystemFiles()) {
    self.path = FileFence.unlinked(path)
    self.fence = fence
    self.files = files
  }

  /// Writes what `body` gives to the writer, and gives the file, still open. A file that is replaced hands down who owns
  /// it and who may read it.
  ///
  /// - Parameters:
  ///   - folderMode: who may do what in folders that are made above the file; nil if they must be there.
  /// - Throws: `SystemError`, or what `body` throws; the old file is then as it was. Only if the last step fails, the
  ///   folder's sync, the new file is in place, whole.
  @discardableResult
  public func write(
    replacing old: Replacement = .anything, folderMode: mode_t? = nil, _ body: (FileWriter) throws -> Void
  ) throws -> WrittenFile {
    let place = FilePath.folder(of: path), name = FilePath.name(of: path)
    let folder =
      try folderMode.map { mode throws(SystemError) in try Folder.made(place, mode: mode, within: fence) }
      ?? Folder(place, within: fence)
    try check(old, name, in: folder)
    let (temporary, file) = try temporary(in: folder, isReplacing: FileIdentity(name, in: folder) != nil)
    do {
      try body(
        FileWriter { bytes, offset throws(SystemError) in try files.write(bytes, to: file.descriptor, at: offset) })
      file.inheritRights(of: name, in: folder)
      try files.sync(file.descriptor)
      try check(old, name, in: folder)
      try files.rename(temporary, to: name, in: folder, isReplacing: isReplacing(old, name, in: folder))
    } catch {
      folder.remove(temporary)
      throw error
    }
    try files.syncFolder(folder)
    return file
  }

  /// Writes the bytes.
  public func write(_ bytes: [UInt8]) throws(SystemError) {
    do {
      try write { try $0.append(bytes) }
    } catch {
      throw error as? SystemError ?? SystemError(message: "\(error)")
    }
  }

  private func check(_ old: Replacement, _ name: String, in folder: Folder) throws(SystemError) {
    guard let there = FileIdentity(name, in: folder) else { return }
    switch old {
    case .anything: break
    case .nothing: throw SystemError.exists
    case .only(let expected): guard there == expected else { throw SystemError.changed }
    }
  }

  private func isReplacing(_ old: Replacement, _ name: String, in folder: Folder) -> Bool {
    switch old {
    case .anything: true
    case .nothing: false
    case .only: FileIdentity(name, in: folder) != nil
    }
  }

  /// An empty file under a name that nobody can guess. It is locked as long as this process lives.
  private func temporary(
    in folder: Folder, isReplacing: Bool
  ) throws(SystemError) -> (name: String, file: WrittenFile) {
    while true {
      let name = Leftovers.newName()
      // Nobody is to read more of a private file while it is written than after.
      let file = WrittenFile(try files.create(name, in: folder, mode: isReplacing ? 0o600 : 0o666))
      // Whoever cleans the folder may have taken it for a leftover before it was locked.
      if file.lock() { return (name, file) }
    }
  }
}

/// Takes a file's content from its beginning on.
public final class FileWriter {
  /// Writes all of some bytes at an offset.
  typealias Write = (_ bytes: UnsafeRawBufferPointer, _ offset: Int) throws(SystemError) -> Void

  /// How many bytes were appended.
  public private(set) var count = 0
  private let write: Write

  init(_ write: @escaping Write) { self.write = write }

  /// Writes bytes after those before.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try write(bytes, count)
    count += bytes.count
  }

  /// Writes numbers, as they lie in memory, after the bytes before.
  public func append<Element: BitwiseCopyable>(_ values: [Element]) throws(SystemError) {
    // Not values.span: optimized, Swift 6.3 takes it for reading nothing, and a caller's `append([count])` writes whatever
    // lies there, as the number is never stored.
    try values.withUnsafeBytes { bytes in Result { () throws(SystemError) in try append(bytes) } }.get()
  }

  /// Writes over bytes that were appended before.
  public func overwrite(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
    try bytes.withUnsafeBytes { bytes in Result { () throws(SystemError) in try write(bytes, offset) } }.get()
  }
}

/// A file's content, kept in memory.
public final class MemoryFile {
  /// The bytes written so far.
  public private(set) var bytes: [UInt8] = []

  /// Takes what `content` writes.
  ///
  /// - Parameter expected: about how many bytes that will be, so that no more memory is taken.
  public init(expecting expected: Int = 0, _ content: (FileWriter) throws -> Void) throws {
    bytes.reserveCapacity(expected)
    try content(FileWriter { [unowned self] bytes, offset throws(SystemError) in write(bytes, at: offset) })
  }

  private func write(_ new: UnsafeRawBufferPointer, at offset: Int) {
    let end = min(offset + new.count, bytes.count)
    if offset < end { bytes.replaceSubrange(offset..<end, with: new[..<(end - offset)]) }
    bytes += new[max(0, end - offset)...]
  }
}
