import CDNNL

extension LinearOperation {
  /// Layouts of the tensors that an operation connects.
  struct Layouts {
    let source, weights, destination: Layout
    let bias: Layout?
  }

  static func forwardDescriptor(
    _ map: LinearMap, _ layouts: Layouts, activation: Activation, training: Bool, engine: Engine
  ) throws(ComputeError) -> PrimitiveDescriptor {
    let kind = training ? dnnl_forward_training : dnnl_forward_inference
    return try PrimitiveDescriptor("\(map.name) of \(layouts.weights.dimensions)", activation: activation) {
      guard var geometry = map.geometry else {
        return gm_inner_product_forward(
          $0, engine.handle, kind, layouts.source.handle, layouts.weights.handle, layouts.bias?.handle,
          layouts.destination.handle, $1)
      }
      return gm_convolution_forward(
        $0, engine.handle, kind, &geometry, layouts.source.handle, layouts.weights.handle, layouts.bias?.handle,
        layouts.destination.handle, $1)
    }
  }

  static func dataDescriptor(
    _ map: LinearMap, _ layouts: Layouts, forward: PrimitiveDescriptor, engine: Engine
  ) throws(ComputeError) -> PrimitiveDescriptor {
    try PrimitiveDescriptor("the input gradient of \(map.name)") {
      guard var geometry = map.geometry else {
        return gm_inner_product_backward_data(
          $0, engine.handle, layouts.source.handle, layouts.weights.handle, layouts.destination.handle, forward.handle,
          $1)
      }
      return gm_convolution_backward_data(
        $0, engine.handle, &geometry, layouts.source.handle, layouts.weights.handle, layouts.destination.handle,
        forward.handle, $1)
    }
  }

  static func weightsDescriptor(
    _ map: LinearMap, _ layouts: Layouts, forward: PrimitiveDescriptor, engine: Engine
  ) throws(ComputeError) -> PrimitiveDescriptor {
    try PrimitiveDescriptor("the weight gradient of \(map.name)") {
      guard var geometry = map.geometry else {
        return gm_inner_product_backward_weights(
          $0, engine.handle, layouts.source.handle, layouts.weights.handle, layouts.bias?.handle,
          layouts.destination.handle, forward.handle, $1)
      }
      return gm_convolution_backward_weights(
        $0, engine.handle, &geometry, layouts.source.handle, layouts.weights.handle, layouts.bias?.handle,
        layouts.destination.handle, forward.handle, $1)
    }
  }
}
