import CKernels
import Compute

/// The gradients of one forward pass, planned once.
final class BackwardPass {
  let gradients: Gradients
  private let forward: ForwardPass
  private let dx: Tensor
  private let dw: Tensor
  private let outputs: (heads: Tensor, prior: Tensor, decoded: Tensor)

  init(_ forward: ForwardPass, gradients: Gradients, engine: Engine) throws(ComputeError) {
    self.forward = forward
    self.gradients = gradients
    dx = try Tensor(forward.x.dimensions, engine: engine)
    dw = try Tensor(forward.w.dimensions, engine: engine)
    outputs = (
      heads: try forward.encoder.planBackward(inputGradient: nil, gradients: gradients),
      prior: try forward.prior.planBackward(inputGradient: dw, gradients: gradients),
      decoded: try forward.decoder.planBackward(inputGradient: dx, gradients: gradients)
    )
    try forward.consistency?.planBackward(dw: dw, prior: outputs.prior, heads: outputs.heads)
  }

  /// Computes the gradient of -reconstruction + conditional + style + component, each a mean over the pass' examples times
  /// its weight, and of the objective's consistency.
  func run(_ weights: TermWeights, _ objective: Objective) throws(ComputeError) {
    let f = forward
    try f.computeLikelihood(weight: weights.reconstruction, gradient: outputs.decoded)
    try f.decoder.backward()
    try f.engine.measure(.other, at: "mixture and its gradient") { () throws(ComputeError) in
      withUnsafePointer(to: f.sizes) {
        gm_mixture_backward(
          $0, objective.formulation.kernel, weights.mixture, f.heads.pointer, f.x.pointer,
          f.priorHeads.pointer,
          f.responsibilities.pointer, f.inverseVariances.pointer, f.divergences.pointer, dx.pointer,
          outputs.prior.pointer, outputs.heads.pointer)
      }
    }
    try f.consistency?.run(objective)
    try f.prior.backward()
    try f.engine.measure(.other, at: "draws of x and w") { () throws(ComputeError) in
      withUnsafePointer(to: f.sizes) {
        gm_reparameterize_backward(
          $0, weights.style, f.heads.pointer, f.noiseX.pointer, f.noiseW.pointer, dx.pointer, dw.pointer,
          outputs.heads.pointer)
      }
    }
    f.consistency?.finish()
    try f.encoder.backward()
  }
}
