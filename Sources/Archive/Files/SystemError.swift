import Interruption

#if canImport(Glibc)
  import Glibc
#endif

/// What the operating system said.
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
  public static var last: SystemError { SystemError(message: String(cString: strerror(errno)).lowercased()) }

  /// The message.
  public var description: String { message }
}
