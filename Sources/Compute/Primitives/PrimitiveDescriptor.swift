import CDNNL

/// oneDNN's plan for an operation: which code runs it, and which layouts it wants.
final class PrimitiveDescriptor {
  let handle: dnnl_primitive_desc_t
  let operation: String

  /// - Parameters:
  ///   - operation: a name for messages.
  ///   - create: one of the shim's functions.
  init(
    _ operation: String, create: (UnsafeMutablePointer<dnnl_primitive_desc_t?>) -> dnnl_status_t
  ) throws(ComputeError) {
    var handle: dnnl_primitive_desc_t?
    try ComputeError.check(create(&handle), "planning \(operation)")
    guard let handle else { throw ComputeError(operation: operation, status: "no plan") }
    self.handle = handle
    self.operation = operation
  }

  deinit { dnnl_primitive_desc_destroy(handle) }

  func expectedLayout(_ argument: Int32, _ dimensions: [Int]) throws(ComputeError) -> Layout {
    try Layout.expected(by: handle, argument: argument, dimensions: dimensions)
  }
}
