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
  private var figures = 0

  init(workingFolder: String) { self.workingFolder = workingFolder }

  /// The path from the working folder; `~` stands for the home folder.
  func resolve(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") {
      return String(cString: home) + path.dropFirst()
    }
    return workingFolder + "/" + path
  }

  /// The next `figures/NNN-name.png` that does not exist yet.
  func nextFigurePath(_ name: String) -> String {
    repeat { figures += 1 } while figureNumberIsTaken(figures)
    return "figures/\(paddedNumber(figures))-\(name).png"
  }

  private func figureNumberIsTaken(_ number: Int) -> Bool {
    listFolder(resolve("figures")).contains { $0.hasPrefix(paddedNumber(number) + "-") }
  }

  private func paddedNumber(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// Writes a whole file.
  ///
  /// - Throws: `CommandError` that says why not, the old file then being untouched.
  func write(_ bytes: [UInt8], to path: String, force: Bool) throws(CommandError) {
    let target = resolve(path)
    try checkMayReplace(path, force: force)
    try makeFolder(above: target, shown: path)
    let temporary = "\(target).\(getpid()).partial"
    do throws(SystemError) {
      try writeAndSync(bytes, to: temporary)
      guard rename(temporary, target) == 0 else { throw SystemError.last }
    } catch {
      unlink(temporary)
      throw CommandError(
        "'\(path)' cannot be written: \(error.message)", argument: "output", hint: "name a file in a folder of your own"
      )
    }
    written.insert(target)
  }

  /// - Throws: `CommandError` where there is a folder, or a file of somebody else without `force`.
  func checkMayReplace(_ path: String, force: Bool) throws(CommandError) {
    let target = resolve(path)
    var status = stat()
    guard stat(target, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw CommandError("'\(path)' is a folder", argument: "output", hint: "name a file in it: \(path)/figure.png")
    }
    if force || written.contains(target) { return }
    throw CommandError(
      "'\(path)' exists and was not written by this session", argument: "output",
      hint: "name another file, or add force=true to replace it")
  }

  private func makeFolder(above target: String, shown path: String) throws(CommandError) {
    guard let slash = target.lastIndex(of: "/"), slash != target.startIndex else { return }
    let folder = String(target[..<slash])
    var status = stat()
    if stat(folder, &status) == 0 { return }
    try makeFolder(above: folder, shown: path)
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw CommandError(
        "the folder of '\(path)' cannot be made: \(SystemError.last.message)", argument: "output",
        hint: "name a file in a folder of your own")
    }
  }

  private func writeAndSync(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError.last }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = SystemError.last
        close(descriptor)
        throw error
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0, close(descriptor) == 0 else { throw SystemError.last }
  }
}
