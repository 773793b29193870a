import CDNNL
import Interruption

/// An operation that could not be planned or run, or memory that could not be had.
public struct ComputeError: InterruptibleError, Equatable, CustomStringConvertible {
  /// What was attempted, or what the memory was for.
  public let operation: String
  /// What came of it.
  public let status: String
  /// The bytes that could not be had; nil if something else is wrong.
  public let bytes: Int?

  /// Says what was attempted and what came of it.
  public init(operation: String, status: String) {
    self.operation = operation
    self.status = status
    bytes = nil
  }

  /// What ends work that the person asked to stop.
  public static let interrupted = ComputeError(operation: "the computation", status: "it was interrupted")

  /// Whether it says that the person asked to stop.
  public var isInterruption: Bool { self == .interrupted }

  private init(memoryFor purpose: String, bytes: Int) {
    operation = purpose
    status = "out of memory"
    self.bytes = bytes
  }

  /// There is not enough memory for so many bytes.
  static func outOfMemory(_ bytes: Int) -> ComputeError { ComputeError(memoryFor: "", bytes: bytes) }

  /// What failed and why, for a person.
  public var description: String {
    guard let bytes else { return "\(operation) failed: \(status)" }
    let purpose = operation.isEmpty ? "" : " for \(operation)"
    return "there is not enough memory\(purpose): \(Self.text(bytes: Double(bytes))) are needed at once, and "
      + "\(Self.text(bytes: Double(Machine.availableMemory))) of memory are free"
  }

  /// Runs `body`; memory that is missing in it was for `purpose`, unless something within it has a name of its own.
  public static func naming<Result>(
    _ purpose: @autoclosure () -> String, _ body: () throws(ComputeError) -> Result
  ) throws(ComputeError) -> Result {
    do throws(ComputeError) {
      return try body()
    } catch {
      guard let bytes = error.bytes, error.operation.isEmpty else { throw error }
      throw ComputeError(memoryFor: purpose(), bytes: bytes)
    }
  }

  /// A size of memory for people: "812 GB", "3.2 GB", "40 MB".
  public static func text(bytes: Double) -> String {
    if bytes >= 1e10 { return "\(Int((bytes / 1e9).rounded())) GB" }
    if bytes >= 1e9 { return "\((bytes / 1e8).rounded() / 10) GB" }
    return "\(max(1, Int((bytes / 1e6).rounded()))) MB"
  }

  static func check(_ status: dnnl_status_t, _ operation: @autoclosure () -> String) throws(ComputeError) {
    if status == dnnl_success { return }
    throw ComputeError(operation: operation(), status: "oneDNN says \(name(of: status))")
  }

  private static func name(of status: dnnl_status_t) -> String {
    switch status {
    case dnnl_out_of_memory: "out of memory"
    case dnnl_invalid_arguments: "invalid arguments"
    case dnnl_unimplemented: "not implemented for this processor"
    case dnnl_runtime_error: "error while running"
    default: "status \(status.rawValue)"
    }
  }
}
