import Compute

/// The gradients of one forward pass, planned once.
final class BackwardPass {
  let gradients: Gradients
  private let forward: ForwardPass
  private let dx: Tensor
  private let dw: Tensor
  private let outputs: (heads: Tensor, prior: Tensor, decoded: Tensor)

  init(_ forward: ForwardPass, gradients: Gradients) throws(ComputeError) {
    self.forward = forward
    self.gradients = gradients
    dx = try Tensor(forward.x.dimensions)
    dw = try Tensor(forward.w.dimensions)
    outputs = (
      heads: try forward.encoder.planBackward(inputGradient: nil, gradients: gradients),
      prior: try forward.prior.planBackward(inputGradient: dw, gradients: gradients),
      decoded: try forward.decoder.planBackward(
        inputGradient: forward.covariate?.planBackward(gradients) ?? dx, gradients: gradients)
    )
    try forward.responsibility?.planBackward(dw: dw, prior: outputs.prior, heads: outputs.heads)
  }

  /// Where the forward pass leaves the likelihood's gradient, with its weight.
  func likelihoodGradient(weight: Float) -> ForwardPass.LikelihoodGradient {
    ForwardPass.LikelihoodGradient(weight: weight, tensor: outputs.decoded)
  }

  /// Computes the gradient of -reconstruction + conditional + style + component, each a mean over the pass' examples times
  /// its weight, and of the objective's consistency. The likelihood's was left by the forward pass.
  func run(_ weights: TermWeights, _ objective: Objective) throws(ComputeError) {
    let f = forward, backend = f.backend
    try f.decoder.backward()
    f.covariate?.separate(into: dx)
    try backend.measure(.other, at: "mixture and its gradient") { () throws(ComputeError) in
      backend.mixtureBackward(
        f.mixture, objective.formulation, weights: weights, dx: dx.buffer, dPrior: outputs.prior.buffer,
        dHeads: outputs.heads.buffer)
    }
    try f.responsibility?.run(objective)
    try f.prior.backward()
    try backend.measure(.other, at: "draws of x and w") { () throws(ComputeError) in
      backend.reparameterizeBackward(
        f.sizes, styleWeight: weights.style, heads: f.heads.buffer, noiseX: f.noiseX, noiseW: f.noiseW,
        dx: dx.buffer, dw: dw.buffer, dHeads: outputs.heads.buffer)
      f.covariate?.divergenceBackward(weight: weights.style, heads: f.heads.buffer, dHeads: outputs.heads.buffer)
    }
    f.responsibility?.finish()
    try f.encoder.backward()
  }
}
