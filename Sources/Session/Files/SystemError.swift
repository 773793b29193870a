#if canImport(Glibc)
  import Glibc
#endif

/// What the operating system said.
struct SystemError: Error {
  let message: String

  /// The reason of the last failed call.
  static var last: SystemError { SystemError(message: String(cString: strerror(errno)).lowercased()) }
}
