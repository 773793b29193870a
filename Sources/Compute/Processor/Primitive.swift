import CDNNL
import CKernels

/// An operation planned once for its tensors, to be executed many times without allocating.
class Primitive {
  private let handle: dnnl_primitive_t
  private let arguments: [dnnl_exec_arg_t]
  private let memories: [dnnl_memory_t]
  private let tensors: [Tensor]
  private let engine: Engine

  /// Compiles the operation that `descriptor` describes.
  init(
    _ descriptor: PrimitiveDescriptor, arguments: [(Int32, Tensor)], engine: Engine
  ) throws(ComputeError) {
    var handle: dnnl_primitive_t?
    try ComputeError.check(dnnl_primitive_create(&handle, descriptor.handle), "compiling \(descriptor.operation)")
    guard let handle else { throw ComputeError(operation: descriptor.operation, status: "no primitive") }
    let scratch = try descriptor.expectedLayout(DNNL_ARG_SCRATCHPAD, [])
    var arguments = arguments
    if scratch.size > 0 { arguments.append((DNNL_ARG_SCRATCHPAD, try engine.scratch(scratch))) }
    self.handle = handle
    var memories: [dnnl_memory_t] = []
    for (_, tensor) in arguments {
      var memory: dnnl_memory_t?
      try ComputeError.check(
        dnnl_memory_create(&memory, tensor.layout.handle, engine.handle, tensor.pointer), "naming a tensor to oneDNN")
      guard let memory else { throw ComputeError(operation: "naming a tensor to oneDNN", status: "no memory") }
      memories.append(memory)
    }
    self.memories = memories
    self.arguments = zip(arguments, memories).map { dnnl_exec_arg_t(arg: $0.0, memory: $1) }
    tensors = arguments.map(\.1)
    self.engine = engine
  }

  deinit {
    dnnl_primitive_destroy(handle)
    for memory in memories { dnnl_memory_destroy(memory) }
  }

  /// Runs the operation.
  func execute() throws(ComputeError) {
    let before = gm_flush_denormals()
    defer { gm_restore_denormals(before) }
    let status = dnnl_primitive_execute(handle, engine.stream, Int32(arguments.count), arguments)
    if status != dnnl_success { try ComputeError.check(status, "running an operation") }
  }
}

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
