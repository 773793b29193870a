import CKernels
import Compute

/// dL/dθ for all trained parameters, laid out as their values are.
public final class Gradients {
  let buffer: Buffer
  private let tensors: [String: Tensor]

  init(for parameters: ParameterStore, engine: Engine) throws(ComputeError) {
    buffer = try Buffer(count: parameters.values.count)
    var tensors: [String: Tensor] = [:]
    for parameter in parameters.all where parameter.isTrained {
      let slice = Buffer(slice: parameter.offset, count: parameter.value.layout.size, of: buffer)
      tensors[parameter.name] = try Tensor(parameter.value.layout, in: slice, engine: engine)
    }
    self.tensors = tensors
  }

  /// The gradient of a parameter; nil for names that are not trained.
  public subscript(name: String) -> Tensor? { tensors[name] }

  /// Makes the gradients of all parameters of a network 0.
  func clear(_ network: ModelSpecification.NetworkKind) {
    for (name, tensor) in tensors where name.hasPrefix("\(network.rawValue).") { tensor.buffer.clear() }
  }

  func add(_ other: Gradients) { gm_add(Int64(buffer.count), other.buffer.pointer, buffer.pointer) }
}
