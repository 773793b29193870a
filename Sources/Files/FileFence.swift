#if canImport(Glibc)
  import Glibc
#endif

/// The folders that files may be read and written below, if a session is confined to some.
///
/// Links and `..` are followed before a path is compared, and what is then opened is the path without links, on which
/// the kernel follows none: whoever exchanges a folder for a link meanwhile leads nobody out.
public struct FileFence: Sendable {
  /// What the work under way is confined to; nil if it is not.
  @TaskLocal public static var current: FileFence?

  private let roots: [String]

  /// A fence around folders; one that does not exist yet counts from the day it does.
  public init(around folders: [String]) { roots = folders.map(Self.unlinked) }

  /// Whether a path leads to one of the folders or below.
  public func contains(_ path: String) -> Bool { (try? place(of: path)) != nil }

  /// Where a path leads, without links and `..`.
  ///
  /// - Throws: `SystemError.outside` if that is elsewhere.
  func place(of path: String) throws(SystemError) -> String {
    let place = Self.unlinked(path)
    guard roots.contains(where: { $0 == "/" || place == $0 || place.hasPrefix($0 + "/") }) else {
      throw SystemError.outside
    }
    return place
  }

  /// The absolute path without links and `..`. What does not exist yet is kept as written below its deepest folder that
  /// does, with its `..` taken back.
  static func unlinked(_ path: String) -> String { unlinked(path, links: 0) }

  private static func unlinked(_ path: String, links: Int) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    guard path.hasPrefix("/") else { return unlinked(workingFolder + "/" + path, links: links) }
    var parts = path.split(separator: "/").map(String.init)
    guard let last = parts.popLast() else { return "/" }
    let folder = unlinked("/" + parts.joined(separator: "/"), links: links)
    if last == "." { return folder }
    if last == ".." { return unlinked(FilePath.folder(of: folder), links: links) }
    let whole = (folder == "/" ? "" : folder) + "/" + last
    guard links < 40, let target = linkTarget(whole, in: folder) else { return whole }
    return unlinked(target, links: links + 1)
  }

  /// Where a link leads whose target does not exist: writing through it would make the target.
  private static func linkTarget(_ path: String, in folder: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let target = String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return target.hasPrefix("/") ? target : folder + "/" + target
  }

  private static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "" }
    defer { free(path) }
    return String(cString: path)
  }
}
