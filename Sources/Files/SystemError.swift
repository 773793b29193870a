import Interruption

#if canImport(Glibc)
  import Glibc
#endif

/// What the operating system said, or why a file is not touched.
public struct SystemError: InterruptibleError, Equatable, CustomStringConvertible {
  /// The reason in the system's words, for example "no space left on device".
  public let message: String

  /// What ends writing that the person asked to stop.
  public static let interrupted = SystemError(message: "it was interrupted")

  /// Whether it says that the person asked to stop.
  public var isInterruption: Bool { self == .interrupted }

  /// An error with these words.
  public init(message: String) { self.message = message }

  /// The reason of the last failed call.
  public static var last: SystemError { SystemError(code: errno) }

  init(code: Int32) { self.init(message: String(cString: strerror(code)).lowercased()) }

  /// The path leads out of the folders that the session is confined to.
  public static let outside = SystemError(message: "it is outside of the folders that --safe allows")
  /// A file that is to be new has the name of one that exists.
  public static let exists = SystemError(code: EEXIST)
  /// The file to be replaced is another than was expected.
  public static let changed = SystemError(message: "somebody changed it meanwhile")
  /// The disk is full.
  public static let full = SystemError(code: ENOSPC)
  /// The person may keep no more on that disk.
  public static let overQuota = SystemError(code: EDQUOT)
  /// The disk does not do what it is asked.
  public static let broken = SystemError(code: EIO)
  /// Larger than a file may be, on that disk or by the shell's limit.
  public static let tooLarge = SystemError(code: EFBIG)
  /// A part of the path has more bytes than a name may have.
  public static let tooLongName = SystemError(code: ENAMETOOLONG)
  /// A file stands in the place of a folder.
  public static let notFolder = SystemError(code: ENOTDIR)
  /// There is nothing of that name.
  public static let missing = SystemError(code: ENOENT)

  /// The message.
  public var description: String { message }
}
