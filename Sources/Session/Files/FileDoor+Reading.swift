import Files
import Language

#if canImport(Glibc)
  import Glibc
#endif

extension FileDoor {
  /// The most bytes of a script or notebook.
  private static let mostText = 1 << 24

  /// A script's text, from a file or pipe; waiting for that of a pipe ends if `isInterrupted`.
  func readScript(_ path: String, isInterrupted: () -> Bool) throws(CommandError) -> String {
    try text(path) { place throws(SystemError) in
      let descriptor = try Opening.fileOrPipe(place, within: fence)
      return try bytes(descriptor, limit: Self.mostText, isInterrupted)
    }
  }

  /// The text of a file.
  func readText(_ path: String) throws(CommandError) -> String {
    try text(path) { place throws(SystemError) in try readBytes(place, limit: Self.mostText) }
  }

  /// A file's bytes, up to `limit`.
  func readBytes(_ path: String, limit: Int) throws(SystemError) -> [UInt8] {
    try bytes(Opening.file(resolve(path), within: fence), limit: limit)
  }

  private func text(
    _ path: String, _ read: (_ place: String) throws(SystemError) -> [UInt8]
  ) throws(CommandError) -> String {
    let place = try allowedPath(path, argument: "file")
    let bytes: [UInt8]
    do {
      bytes = try read(place)
    } catch {
      throw CommandError(
        "'\(path)' cannot be read: \(error.message)", argument: "file", hint: "look at the name; Tab completes it")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandError("'\(path)' is not text in UTF-8", argument: "file", hint: "save the script as UTF-8")
    }
    return text
  }

  /// What there is to read from a descriptor, which is closed then.
  private func bytes(
    _ descriptor: Int32, limit: Int, _ isInterrupted: () -> Bool = { false }
  ) throws(SystemError) -> [UInt8] {
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      guard !isInterrupted() else { throw SystemError(message: "interrupted") }
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 100) > 0 else { continue }
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count >= 0 else { throw SystemError.last }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw SystemError(message: "it is larger than \(limit >> 20) MB") }
    }
  }

  /// A log, open for writing, which the caller closes.
  func openLog(_ path: String) throws(CommandError) -> Int32 {
    do throws(SystemError) {
      return try Opening.emptied(resolve(path), within: fence)
    } catch {
      throw CommandError(
        "'\(path)' cannot be written: \(error.message)", argument: "folder",
        hint: "name another folder with folder=\"…\"")
    }
  }

  /// The names in a folder, sorted; none if it cannot be read.
  func listFolder(_ path: String) -> [String] {
    ((try? Folder(resolve(path), within: fence).names()) ?? []).sorted()
  }

  /// Removes a file, if there is one.
  func remove(_ path: String) {
    let path = resolve(path), folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    try? Folder(folder, within: fence).remove(String(path.dropFirst(folder.count)))
  }

  /// Whether there is a file or folder of that path.
  func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(resolve(path), &status) == 0
  }

  /// Whether there is a folder at a whole path.
  func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The path of the file that a link leads to, from the working folder where it lies below that; the same for what is no
  /// link.
  func behindLinks(_ path: String) -> String {
    let whole = resolve(path)
    guard isLink(whole), let target = realpath(whole, nil) else { return path }
    defer { free(target) }
    let found = String(cString: target)
    guard let here = realpath(workingFolder, nil) else { return found }
    defer { free(here) }
    let folder = String(cString: here) + "/"
    return found.hasPrefix(folder) ? String(found.dropFirst(folder.count)) : found
  }

  /// Whether there is a link at a whole path.
  func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Files and folders whose path begins with `word`: files with one of the endings, or all if none has one.
  func candidates(_ word: String, endings: [String] = []) -> [String] {
    let all = candidates(beginningWith: word)
    let fitting = all.filter { path in path.hasSuffix("/") || endings.contains { path.lowercased().hasSuffix("." + $0) }
    }
    return fitting.isEmpty ? all : fitting
  }

  private func candidates(beginningWith word: String) -> [String] {
    let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    return listFolder(folder.isEmpty ? "." : folder)
      .filter { !$0.hasPrefix(".") || word.dropFirst(folder.count).hasPrefix(".") }
      .map { name in
        folder + name + (isFolder(resolve(folder + name)) ? "/" : "")
      }
      .filter { $0.hasPrefix(word) }
  }
}
