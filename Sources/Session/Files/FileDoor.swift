import Archive
import Language

#if canImport(Glibc)
  import Glibc
#endif

/// The one door to files: every path a person names goes through here.
///
/// Files are written to a temporary one beside them, synced and renamed, so that a reader finds the old file or the new
/// one, whole. A file that the session did not write itself is replaced only by force.
final class FileDoor {
  let workingFolder: String
  /// The files this session wrote, by their whole paths.
  private(set) var written: Set<String> = []
  /// The folders that the session is confined to; nil for none.
  private(set) var fence: FileFence?
  /// The figures with numbers for names, by their paths.
  private(set) var numbered: Set<String> = []
  private var figures = 0

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
  /// - Throws: `CommandError` where the session is confined to other folders.
  func allowedPath(_ path: String, argument: String) throws(CommandError) -> String {
    let resolved = resolve(path)
    try fence?.check(resolved, written: path, argument: argument)
    return resolved
  }

  /// The next `NNN-name.png` in a folder whose number does not exist there yet; or of another ending, as a film has.
  func nextFigurePath(_ name: String, ending: String = "png", in folder: String) -> String {
    let taken = Set(listFolder(resolve(folder)).compactMap { $0.split(separator: "-").first.map(String.init) })
    repeat { figures += 1 } while taken.contains(paddedNumber(figures))
    let path = "\(folder)/\(paddedNumber(figures))-\(name).\(ending)"
    numbered.insert(path)
    return path
  }

  private func paddedNumber(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// Writes a whole file of these bytes; see `write(to:force:argument:content:)`.
  func write(_ bytes: [UInt8], to path: String, force: Bool) throws {
    try write(to: path, force: force, argument: "output") { try $0.append(bytes) }
  }

  /// Writes a whole file of what `content` gives.
  ///
  /// - Parameter argument: the argument that names the path, for errors.
  /// - Throws: `CommandError` that says why not, or what `content` throws, the old file then being untouched.
  func write(
    to path: String, force: Bool, argument: String, content: (FileWriter) throws -> Void
  ) throws {
    let target = resolve(path)
    do {
      try checkMayReplace(path, force: force, argument: argument)
      try makeFolder(above: target)
      try AtomicFile(target).write(content)
    } catch let error as SystemError where !error.isInterruption {
      throw CommandError(
        "'\(path)' cannot be written: \(error.message)", argument: argument, hint: "name a file in a folder of your own"
      )
    }
    written.insert(target)
  }

  /// Takes a file for one that this session wrote.
  func adopt(_ path: String) { written.insert(resolve(path)) }

  /// - Throws: `CommandError` where there is a folder, or a file of somebody else without `force`.
  func checkMayReplace(_ path: String, force: Bool, argument: String = "output") throws(CommandError) {
    let target = try allowedPath(path, argument: argument)
    var status = stat()
    guard stat(target, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw CommandError("'\(path)' is a folder", argument: argument, hint: "name a file in it: \(path)/name")
    default:
      throw CommandError(
        "'\(path)' is a device or pipe, no file to be replaced", argument: argument, hint: "name a file")
    }
    if force || written.contains(target) { return }
    throw CommandError(
      "'\(path)' exists and was not written by this session", argument: argument,
      hint: "name another file, or add force=true to replace it")
  }

  private func makeFolder(above target: String) throws(SystemError) {
    guard let slash = target.lastIndex(of: "/"), slash != target.startIndex else { return }
    let folder = String(target[..<slash])
    var status = stat()
    if stat(folder, &status) == 0 { return }
    try makeFolder(above: folder)
    guard mkdir(folder, folderMode) == 0 || errno == EEXIST else { throw SystemError.last }
  }
}
