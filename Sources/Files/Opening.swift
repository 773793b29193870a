import CSystem

#if canImport(Glibc)
  import Glibc
#endif

/// How files and folders are opened: within the fence, if there is one, and never waiting for somebody at the other end
/// of a pipe.
public enum Opening {
  /// Opens a regular file for reading, which the caller closes; anything else is an error that says what it is.
  public static func file(_ path: String, within fence: FileFence? = .current) throws(SystemError) -> Int32 {
    let descriptor = try open(path, O_RDONLY | O_NONBLOCK, within: fence)
    guard let other = kindOtherThanFile(descriptor) else { return descriptor }
    close(descriptor)
    throw SystemError(message: "it is \(other), and a file was expected")
  }

  /// Opens a regular file whose path, ended by a zero, need not be text.
  public static func file(bytes: [CChar], within fence: FileFence? = .current) throws(SystemError) -> Int32 {
    let descriptor = try open(bytes: bytes, O_RDONLY | O_NONBLOCK, within: fence)
    guard let other = kindOtherThanFile(descriptor) else { return descriptor }
    close(descriptor)
    throw SystemError(message: "it is \(other), and a file was expected")
  }

  /// Opens a path that need not be text: within a fence its longest part that is text may have links, the rest none.
  static func open(bytes: [CChar], _ flags: Int32, within fence: FileFence?) throws(SystemError) -> Int32 {
    guard let fence else { return try opened(Glibc.open(bytes, flags | O_CLOEXEC, 0)) }
    if let text = String(validating: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) {
      return try open(text, flags, within: fence)
    }
    let slash = CChar(bitPattern: UInt8(ascii: "/"))
    for end in bytes.indices.reversed() where bytes[end] == slash {
      guard let folder = String(validating: bytes[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self) else { continue }
      let place = try Array(fence.place(of: folder).utf8CString.dropLast()) + bytes[end...]
      let descriptor = gm_open_unlinked(place, flags, 0)
      if descriptor < 0, errno == ELOOP { throw SystemError.outside }
      return try opened(descriptor)
    }
    throw SystemError.outside
  }

  /// Opens a file or a pipe for reading; from a pipe, `read` gives EAGAIN while there is nothing.
  public static func fileOrPipe(_ path: String, within fence: FileFence? = .current) throws(SystemError) -> Int32 {
    try open(path, O_RDONLY | O_NONBLOCK, within: fence)
  }

  /// Opens a file to add to its end, and makes it, for its owner alone, if there is none.
  public static func end(of path: String) throws(SystemError) -> Int32 {
    let descriptor = try open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, mode: 0o600, within: nil)
    guard let other = kindOtherThanFile(descriptor) else { return descriptor }
    close(descriptor)
    throw SystemError(message: "it is \(other), and a file was expected")
  }

  /// Opens a file to write it anew, and makes it if there is none.
  public static func emptied(_ path: String, within fence: FileFence? = .current) throws(SystemError) -> Int32 {
    let descriptor = try open(path, O_WRONLY | O_CREAT | O_NONBLOCK, mode: 0o666, within: fence)
    let other = kindOtherThanFile(descriptor)
    if other == nil, ftruncate(descriptor, 0) == 0 { return descriptor }
    let reason = other.map { SystemError(message: "it is \($0), and a file was expected") } ?? SystemError.last
    close(descriptor)
    throw reason
  }

  /// Opens a file to write at its end.
  public static func atEnd(_ path: String, within fence: FileFence? = .current) throws(SystemError) -> Int32 {
    let descriptor = try open(path, O_WRONLY | O_APPEND | O_NONBLOCK, mode: 0, within: fence)
    guard let other = kindOtherThanFile(descriptor) else { return descriptor }
    close(descriptor)
    throw SystemError(message: "it is \(other), and a file was expected")
  }

  /// What is open if it is no regular file: `a pipe`; nil for a file.
  private static func kindOtherThanFile(_ descriptor: Int32) -> String? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return "out of reach" }
    return FileKind(status.st_mode).otherThanFile
  }

  static func open(
    _ path: String, _ flags: Int32, mode: mode_t = 0, within fence: FileFence?
  ) throws(SystemError) -> Int32 {
    if let fence { return try open(place: fence.place(of: path), flags, mode: mode) }
    return try opened(Glibc.open(path, flags | O_CLOEXEC, mode))
  }

  /// Opens a path without links. If there is one all the same, somebody put it there since the fence was asked.
  static func open(place: String, _ flags: Int32, mode: mode_t = 0) throws(SystemError) -> Int32 {
    let descriptor = gm_open_unlinked(place, flags, mode)
    if descriptor < 0, errno == ELOOP { throw SystemError.outside }
    return try opened(descriptor)
  }

  private static func opened(_ descriptor: Int32) throws(SystemError) -> Int32 {
    guard descriptor < 0 else { return descriptor }
    // What nobody listens at is opened for writing without waiting by no other answer.
    throw errno == ENXIO ? SystemError(message: "it is a pipe or device, and a file was expected") : SystemError.last
  }
}

/// What a path can lead to.
struct FileKind {
  private let mode: mode_t

  init(_ mode: mode_t) { self.mode = mode & S_IFMT }

  var isFolder: Bool { mode == S_IFDIR }
  var isLink: Bool { mode == S_IFLNK }

  /// What it is if it is no regular file; nil for a file.
  var otherThanFile: String? {
    switch mode {
    case S_IFREG: nil
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "no file"
    }
  }
}
