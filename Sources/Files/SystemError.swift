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
  /// There is nothing of that name.
  public static let missing = SystemError(code: ENOENT)

  /// The message.
  public var description: String { message }
}
