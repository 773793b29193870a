#if canImport(Glibc)
  import Glibc
#endif

/// What the operating system said.
public struct SystemError: Error, Equatable, CustomStringConvertible {
  /// The reason in the system's words, for example "no space left on device".
  public let message: String

  /// An error with these words.
  public init(message: String) { self.message = message }

  /// The reason of the last failed call.
  public static var last: SystemError { SystemError(message: String(cString: strerror(errno)).lowercased()) }

  /// The message.
  public var description: String { message }
}
