import Archive
import Language

#if canImport(Glibc)
  import Glibc
#endif

extension FileDoor {
  /// A script's text; waiting for that of a pipe ends where `isInterrupted`.
  func readText(_ path: String, isInterrupted: () -> Bool = { false }) throws(CommandError) -> String {
    let allowed = try allowedPath(path, argument: "file")
    let bytes: [UInt8]
    do {
      bytes = try readBytes(allowed, limit: 1 << 24, isInterrupted)
    } catch {
      throw CommandError(
        "'\(path)' cannot be read: \(error.message)", argument: "file", hint: "look at the name; Tab completes it")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandError("'\(path)' is not text in UTF-8", argument: "file", hint: "save the script as UTF-8")
    }
    return text
  }

  /// A file's bytes, up to `limit`; waiting for those of a pipe ends where `isInterrupted`.
  func readBytes(
    _ path: String, limit: Int, _ isInterrupted: () -> Bool = { false }
  ) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemError.last }
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
      guard bytes.count <= limit else { throw SystemError(message: "it is larger than 16 MB") }
    }
  }

  /// The names in a folder, sorted; none where it cannot be read.
  func listFolder(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
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

  /// Files and folders whose path begins with `word`: files with one of the endings, or all where none has one.
  func candidates(_ word: String, endings: [String] = []) -> [String] {
    let all = candidates(beginningWith: word)
    let fitting = all.filter { path in path.hasSuffix("/") || endings.contains { path.lowercased().hasSuffix("." + $0) }
    }
    return fitting.isEmpty ? all : fitting
  }

  private func candidates(beginningWith word: String) -> [String] {
    let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    let searched = resolve(folder.isEmpty ? "." : folder)
    guard fence?.contains(searched) != false else { return [] }
    return listFolder(searched)
      .filter { !$0.hasPrefix(".") || word.dropFirst(folder.count).hasPrefix(".") }
      .map { name in
        folder + name + (isFolder(resolve(folder + name)) ? "/" : "")
      }
      .filter { $0.hasPrefix(word) }
  }
}
