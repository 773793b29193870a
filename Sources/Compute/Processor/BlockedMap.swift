import CKernels

/// A dense map with kernels of its own, in place of oneDNN's products: those divide sums among threads, and these never
/// do, so that their numbers are the same for any number of threads.
///
/// The kernels read W once, fetching it ahead, and its gradient can go straight into Adam: W and the moments take most of
/// a step's memory traffic if a batch is small. 100 rows, 1000 inputs and 6400 outputs on two Zen 5 cores: forward 3.2
/// ms, oneDNN's convolution 5.3; a whole step of the preset mnist-fc 19 ms, with oneDNN 25.
public final class BlockedMap: PlannedMap {
  /// y, rows × outputs.
  public let destination: Tensor
  private let source: Tensor
  private let weights: Tensor
  private let bias: Tensor?
  private let activation: Activation
  private let sizes: gm_dense
  private let scratch: Buffer
  private let engine: Engine
  private var backwardPlan: BackwardPlan?
  private var movable: MovableWeights?

  private struct BackwardPlan {
    let gradient, weights: Tensor
    let bias, source: Tensor?
  }

  /// Plans the forward pass.
  ///
  /// - Parameters:
  ///   - source: x, rows × inputs, row-major.
  ///   - weights: outputs × inputs, in `weightLayout`.
  ///   - bias: nil if a batch normalization follows.
  public init(
    source: Tensor, weights: Tensor, bias: Tensor?, activation: Activation, engine: Engine
  ) throws(ComputeError) {
    let rows = source.dimensions[0], outputs = weights.dimensions[0]
    self.source = source
    self.weights = weights
    self.bias = bias
    self.activation = activation
    self.engine = engine
    sizes = gm_dense(rows: Int64(rows), inputs: Int64(source.dimensions[1]), outputs: Int64(outputs))
    scratch = try withUnsafePointer(to: sizes) { sizes throws(ComputeError) in
      try engine.scratch(count: Int(gm_dense_scratch(sizes)))
    }
    destination = try Tensor([rows, outputs])
  }

  /// Blocks of 16 outputs × 16 inputs, the outputs side by side.
  public static func weightLayout(_ dimensions: [Int]) throws(ComputeError) -> Layout {
    try .matrixBlocked16(dimensions)
  }

  private var operations: Double { 2 * Double(sizes.rows) * Double(sizes.inputs) * Double(sizes.outputs) }

  /// Computes y.
  public func forward() throws(ComputeError) {
    try engine.measure(.forward, operations: operations) { () throws(ComputeError) in
      withUnsafePointer(to: sizes) {
        gm_dense_forward(
          $0, activation.kernel, source.pointer, weights.pointer, bias?.pointer, scratch.pointer, destination.pointer)
      }
    }
  }

  /// Plans the backward pass; all but the bias' gradient are matrices.
  public func planBackward(
    destination gradient: Tensor, source sourceGradient: Tensor?, weights weightsGradient: Tensor, bias: Tensor?
  ) throws(ComputeError) {
    backwardPlan = BackwardPlan(gradient: gradient, weights: weightsGradient, bias: bias, source: sourceGradient)
  }

  /// Moves W itself during a step of Adam.
  public func planStep(_ movable: MovableWeights) -> Bool {
    self.movable = movable
    return true
  }

  /// Computes the planned gradients: that of the input first, while W is what y was computed with.
  public func backward() throws(ComputeError) {
    guard let plan = backwardPlan else { return }
    if activation != .identity {
      try engine.measure(.elementwise) { () throws(ComputeError) in
        gm_activation_backward(
          activation.kernel, Int64(plan.gradient.buffer.count), destination.pointer, plan.gradient.pointer)
      }
    }
    if let source = plan.source { try computeInputGradient(plan.gradient, source) }
    if let movable, case .adam(let adam)? = movable.step.update {
      try move(movable, adam, plan)
    } else {
      try computeWeightGradient(plan)
    }
  }

  private func computeInputGradient(_ gradient: Tensor, _ sourceGradient: Tensor) throws(ComputeError) {
    try engine.measure(.inputGradient, operations: operations) { () throws(ComputeError) in
      withUnsafePointer(to: sizes) {
        gm_dense_input_gradient($0, gradient.pointer, weights.pointer, scratch.pointer, sourceGradient.pointer)
      }
    }
  }

  private func computeWeightGradient(_ plan: BackwardPlan) throws(ComputeError) {
    try engine.measure(.weightGradient, operations: operations) { () throws(ComputeError) in
      withUnsafePointer(to: sizes) {
        gm_dense_gradients(
          $0, source.pointer, plan.gradient.pointer, scratch.pointer, plan.weights.pointer, plan.bias?.pointer)
      }
    }
  }

  private func move(
    _ movable: MovableWeights, _ adam: AdamUpdate, _ plan: BackwardPlan
  ) throws(ComputeError) {
    try engine.measure(.weightStep, operations: operations) { () throws(ComputeError) in
      var settings = adam.kernel
      let isFinite = withUnsafePointer(to: sizes) {
        gm_dense_adam(
          $0, source.pointer, plan.gradient.pointer, scratch.pointer, &settings, weights.pointer,
          movable.moments[0].pointer, movable.moments[1].pointer, plan.bias?.pointer)
      }
      movable.step.report(isFinite: isFinite != 0)
    }
  }
}
