import CDNNL

/// The engine could not plan or run an operation.
public struct ComputeError: Error, Equatable, CustomStringConvertible {
  /// What was attempted.
  public let operation: String
  /// oneDNN's own word for the failure.
  public let status: String

  /// Says what was attempted and what came of it.
  public init(operation: String, status: String) {
    self.operation = operation
    self.status = status
  }

  /// What failed and why, for a person.
  public var description: String { "\(operation) failed in oneDNN: \(status)" }

  static func check(_ status: dnnl_status_t, _ operation: @autoclosure () -> String) throws(ComputeError) {
    if status == dnnl_success { return }
    throw ComputeError(operation: operation(), status: name(of: status))
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
