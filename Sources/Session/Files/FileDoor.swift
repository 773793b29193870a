import Data
import Files
import Language

#if canImport(Glibc)
  import Glibc
#endif

/// The one door to files: every path a person names goes through here.
///
/// Files are written to a temporary one beside them, synced and renamed, so that a reader finds the old file or the new
/// one, whole. A file that the session did not write itself, or that somebody changed since, is replaced only by force.
final class FileDoor {
  let workingFolder: String
  /// The folders that the session is confined to; nil for none.
  private(set) var fence: FileFence?
  /// The files this session wrote, by their paths without links, and how it left them.
  private(set) var written: [String: FileIdentity] = [:]
  /// The folders that were cleaned of what killed writers left.
  private var cleaned: Set<String> = []

  private let folderMode: mode_t

  /// - Parameter folderMode: who may do what in folders that are made.
  init(workingFolder: String, folderMode: mode_t = 0o777) {
    self.workingFolder = workingFolder
    self.folderMode = folderMode
  }

  /// The path from the working folder; `~` stands for the home folder.
  func resolve(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") {
      return String(cString: home) + path.dropFirst()
    }
    return workingFolder + "/" + path
  }

  /// Confines the session to folders; nothing opens the door again.
  func confine(to folders: [String]) { if fence == nil { fence = FileFence(around: folders.map(resolve)) } }

  /// The path from the working folder of a file or folder that may be read or written.
  ///
  /// - Throws: `CommandError` if the session is confined to other folders.
  func allowedPath(_ path: String, argument: String) throws(CommandError) -> String {
    let resolved = resolve(path)
    guard fence?.contains(resolved) != false else { throw outside(path, argument) }
    return resolved
  }

  /// Writes a whole file of these bytes; see `write(to:force:argument:content:)`.
  func write(_ bytes: [UInt8], to path: String, force: Bool) throws {
    try write(to: path, force: force, argument: "output") { try $0.append(bytes) }
  }

  /// Writes a whole file of what `content` gives, and gives it, still open.
  ///
  /// - Parameter argument: the argument that names the path, for errors.
  /// - Throws: `CommandError` that says why not, or what `content` throws, the old file then being untouched.
  @discardableResult
  func write(
    to path: String, force: Bool, argument: String, content: (FileWriter) throws -> Void
  ) throws -> WrittenFile {
    try checkMayReplace(path, force: force, argument: argument)
    let file = AtomicFile(resolve(path), within: fence)
    clean(above: file.path)
    let old = written[file.path].map(AtomicFile.Replacement.only) ?? .nothing
    do {
      let made = try file.write(replacing: force ? .anything : old, folderMode: folderMode, content)
      written[file.path] = made.identity
      return made
    } catch let error as SystemError where !error.isInterruption {
      switch error {
      case .outside: throw outside(path, argument)
      case .exists: throw foreign(path, argument)
      case .changed: throw changed(path, argument)
      default: throw unwritable(path, error, argument)
      }
    }
  }

  private func unwritable(_ path: String, _ error: SystemError, _ argument: String) -> CommandError {
    let wayOut =
      switch error {
      case .full, .overQuota, .broken: "free some space there, or name a file on another disk"
      case .tooLarge: "write fewer, or end the session and lift the shell's limit: ulimit -f unlimited"
      case .tooLongName: "give it a shorter name"
      case .notFolder: "name a file in a folder; a part of this path is a file"
      default: "name a file in a folder of your own"
      }
    return CommandError("'\(path)' cannot be written: \(error.message)", argument: argument, hint: wayOut)
  }

  /// Adds bytes to the end of a file that this session writes piece by piece, so that who reads it meanwhile finds them.
  func append(_ bytes: [UInt8], to path: String, argument: String) throws(CommandError) {
    let target = AtomicFile(try allowedPath(path, argument: argument), within: fence).path
    do throws(SystemError) {
      let descriptor = try Opening.atEnd(target, within: fence)
      defer { close(descriptor) }
      guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw SystemError.last }
      written[target] = FileIdentity(at: target)
    } catch {
      throw unwritable(path, error, argument)
    }
  }

  /// Whether this session wrote a file.
  func hasWritten(_ path: String) -> Bool { written[AtomicFile(resolve(path), within: fence).path] != nil }

  /// Takes a file for one that this session wrote.
  func adopt(_ path: String) {
    let place = AtomicFile(resolve(path), within: fence).path
    written[place] = FileIdentity(at: place)
  }

  /// - Throws: `CommandError` for a name that no file should have, for a folder, and without `force` for a file that
  ///   somebody else wrote or changed.
  func checkMayReplace(_ path: String, force: Bool, argument: String = "output") throws(CommandError) {
    guard !path.unicodeScalars.contains(where: Self.isInvisible) else {
      throw CommandError(
        "'\(path)' has letters in it that cannot be seen, such as line breaks", argument: argument,
        hint: "name the file without them")
    }
    let target = AtomicFile(try allowedPath(path, argument: argument), within: fence).path
    var status = stat()
    guard stat(target, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      let inside = path + (path.hasSuffix("/") ? "name" : "/name")
      throw CommandError("'\(path)' is a folder", argument: argument, hint: "name a file in it: \(inside)")
    default:
      throw CommandError(
        "'\(path)' is a device or pipe, no file to be replaced", argument: argument, hint: "name a file")
    }
    guard !force else { return }
    guard let ours = written[target] else { throw foreign(path, argument) }
    guard ours == FileIdentity(at: target) else { throw changed(path, argument) }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
  }

  private func clean(above path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    if cleaned.insert(folder).inserted { Leftovers.remove(in: folder, within: fence) }
  }

  private func outside(_ path: String, _ argument: String) -> CommandError {
    CommandError(
      "'\(path)' is outside of the folders that --safe allows", argument: argument,
      hint: "name a file below the working folder, or start gmvae with --allow FOLDER", known: [])
  }

  private func foreign(_ path: String, _ argument: String) -> CommandError {
    CommandError(
      "'\(path)' exists and was not written by this session", argument: argument,
      hint: "name another file, or add force=true to replace it")
  }

  private func changed(_ path: String, _ argument: String) -> CommandError {
    CommandError(
      "'\(path)' was changed since this session wrote it", argument: argument,
      hint: "name another file, or add force=true to replace it")
  }
}

extension Session {
  /// From now on reads and writes only below the working folder, the folders in which data sets are looked for, and
  /// `folders`; nothing takes that back.
  public func confineFiles(allowing folders: [String]) {
    files.confine(to: [environment.workingFolder] + Loading.searchPath(in: self).folders + folders)
  }

  /// Does work in which no file outside of the allowed folders is opened.
  func confined<Result>(_ work: () throws -> Result) rethrows -> Result {
    try FileFence.$current.withValue(files.fence, operation: work)
  }
}
