/// Why there can be no kernel.
public struct KernelError: Error, Equatable {
  /// What is wrong, and a way out.
  public let message: String

  init(_ message: String) { self.message = message }
}
