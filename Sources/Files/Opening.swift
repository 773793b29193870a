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

  /// Opens the regular file that names lead to below a folder; they are bytes as the system has them, which need not be
  /// text.
  public static func file(
    _ names: [[UInt8]], below folder: String, within fence: FileFence? = .current
  ) throws(SystemError) -> Int32 {
    let descriptor = try open(names, below: folder, O_RDONLY | O_NONBLOCK, within: fence)
    guard let other = kindOtherThanFile(descriptor) else { return descriptor }
    close(descriptor)
    throw SystemError(message: "it is \(other), and a file was expected")
  }

  /// Opens what names lead to below a folder. Within a fence none of them may be a link: what has no text as its name is
  /// not resolved before.
  static func open(
    _ names: [[UInt8]], below folder: String, _ flags: Int32, within fence: FileFence?
  ) throws(SystemError) -> Int32 {
    var descriptor = try open(folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK, within: fence)
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1
      let wanted = (isLast ? flags : O_RDONLY | O_DIRECTORY | O_NONBLOCK) | O_CLOEXEC | (fence == nil ? 0 : O_NOFOLLOW)
      let next = openat(descriptor, name.map { CChar(bitPattern: $0) } + [0], wanted)
      let code = errno
      close(descriptor)
      if next < 0, fence != nil, code == ELOOP { throw SystemError.outside }
      errno = code
      descriptor = try opened(next)
    }
    return descriptor
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
