import CDNNL

/// oneDNN's plan for an operation: which code runs it, and which layouts it wants.
final class PrimitiveDescriptor {
  let handle: dnnl_primitive_desc_t
  let operation: String

  /// - Parameters:
  ///   - operation: a name for messages.
  ///   - activation: applied to the result.
  ///   - create: one of the shim's functions, called with where to put the plan and the attributes.
  init(
    _ operation: String, activation: Activation = .identity,
    create: (UnsafeMutablePointer<dnnl_primitive_desc_t?>, dnnl_primitive_attr_t?) -> dnnl_status_t
  ) throws(ComputeError) {
    var attributes: dnnl_primitive_attr_t?
    try ComputeError.check(gm_attributes_create(&attributes, activation.algorithm), "planning \(operation)")
    defer { dnnl_primitive_attr_destroy(attributes) }
    var handle: dnnl_primitive_desc_t?
    try ComputeError.check(create(&handle, attributes), "planning \(operation)")
    guard let handle else { throw ComputeError(operation: operation, status: "no plan") }
    self.handle = handle
    self.operation = operation
  }

  deinit { dnnl_primitive_desc_destroy(handle) }

  func expectedLayout(_ argument: Int32, _ dimensions: [Int]) throws(ComputeError) -> Layout {
    try Layout.expected(by: handle, argument: argument, dimensions: dimensions)
  }
}
