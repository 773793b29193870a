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
