import Language

#if canImport(Glibc)
  import Glibc
#endif

/// The folders that files may be read and written below, when a session is confined to some.
///
/// Links and `..` are followed before a path is compared, so that no path leads out.
struct FileFence {
  private let roots: [String]
  private let named: [String]

  /// A fence around folders; one that does not exist yet counts from the day it does.
  init(around folders: [String]) {
    named = folders
    roots = folders.map(Self.real)
  }

  /// Whether a path leads to one of the folders or below.
  func contains(_ path: String) -> Bool {
    let real = Self.real(path)
    return roots.contains { $0 == "/" || real == $0 || real.hasPrefix($0 + "/") }
  }

  /// Throws where a path leads elsewhere; `written` is the path as the person wrote it.
  func check(_ path: String, written: String, argument: String) throws(CommandError) {
    guard !contains(path) else { return }
    throw CommandError(
      "'\(written)' is outside of the folders that --safe allows", argument: argument,
      hint: "name a file below the working folder, or start gmvae with --allow FOLDER", known: [])
  }

  /// The absolute path without links and `..`. What does not exist yet is kept as written below its deepest folder that
  /// does, with its `..` taken back.
  private static func real(_ path: String) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    var parts = path.split(separator: "/").map(String.init)
    guard let last = parts.popLast() else { return "/" }
    let folder = real("/" + parts.joined(separator: "/"))
    if last == "." { return folder }
    if last == ".." { return real(String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])) }
    return linkTarget(path, in: folder) ?? (folder == "/" ? "" : folder) + "/" + last
  }

  /// Where a link leads whose target does not exist: writing through it would make the target.
  private static func linkTarget(_ path: String, in folder: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let target = String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return target == path ? nil : real(target.hasPrefix("/") ? target : folder + "/" + target)
  }
}
