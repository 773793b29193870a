import CDNNL

/// dx from dy and W of a dense map in blocks, as a convolution forward: dxᵀ = Wᵀ·dyᵀ.
///
/// As W lies in memory, it is also an image whose pixels are the inputs and whose channels are the outputs, and dy, much
/// smaller, gives the kernels. Otherwise W would have to be transposed in each step.
struct InputGradient {
  private let kernels: Reorder
  private let operation: LinearOperation
  private let rows: Reorder

  init(_ gradient: Tensor, _ sourceGradient: Tensor, weights: Tensor, engine: Engine) throws(ComputeError) {
    let rows = gradient.dimensions[0], outputs = gradient.dimensions[1], inputs = sourceGradient.dimensions[1]
    let pixels = (inputs + 15) / 16 * 16
    let dy = try Tensor(.kernelsBlocked16([rows, outputs, 1, 1]))
    kernels = try Reorder(
      from: Tensor(.plain([rows, outputs, 1, 1]), in: gradient.buffer), to: dy, engine: engine)
    operation = try LinearOperation(
      .pointwise, source: Tensor(.channelsBlocked16([1, outputs, pixels, 1]), in: weights.buffer),
      weights: dy, bias: nil, outputs: .channelsBlocked16([1, rows, pixels, 1]), activation: .identity,
      training: false, work: .inputGradient, engine: engine)
    let dx = operation.destination
    self.rows = try Reorder(
      from: Tensor(dx.layout.part([1, rows, inputs, 1]), in: dx.buffer),
      to: Tensor(.plain([1, rows, inputs, 1]), in: sourceGradient.buffer), engine: engine)
  }

  func run() throws(ComputeError) {
    try kernels.execute()
    try operation.forward()
    try rows.execute()
  }
}
