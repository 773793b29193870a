#if canImport(Glibc)
  import Glibc
#endif

/// The parts of a path.
enum FilePath {
  /// The folder that a file is in: `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The name without its folders.
  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}

/// The steps that writing a file takes, so that tests can make each of them fail.
public protocol FileSystem {
  /// Makes an empty file under a name that is free, and gives its descriptor.
  func create(_ name: String, in folder: Folder, mode: mode_t) throws(SystemError) -> Int32
  /// Writes all of `bytes` at `offset`.
  func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int) throws(SystemError)
  /// Waits until the file's content is on the disk.
  func sync(_ descriptor: Int32) throws(SystemError)
  /// Gives a file another name in its folder: in place of the file of that name, or only if it is free.
  func rename(_ name: String, to other: String, in folder: Folder, isReplacing: Bool) throws(SystemError)
  /// Waits until a folder's names are on the disk.
  func syncFolder(_ folder: Folder) throws(SystemError)
}
