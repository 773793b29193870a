import CKernels
import Compute

/// Forward, backward and Adam for one batch size, planned once; a step allocates nothing.
public final class TrainingPass {
  /// The forward part, whose `y` the caller fills before each step.
  public let forward: ForwardPass
  private let model: GMVAE
  private let dx: Tensor
  private let dw: Tensor
  private let outputGradients: (heads: Tensor, prior: Tensor, decoded: Tensor)

  /// Plans for `batch` examples with `samples` draws each.
  public init(_ model: GMVAE, batch: Int, samples: Int) throws(ComputeError) {
    self.model = model
    forward = try ForwardPass(
      model.specification, parameters: model.parameters, batch: batch, samples: samples, training: true,
      engine: model.engine)
    dx = try Tensor(forward.x.dimensions, engine: model.engine)
    dw = try Tensor(forward.w.dimensions, engine: model.engine)
    try forward.encoder.planBackward(inputGradient: nil)
    try forward.prior.planBackward(inputGradient: dw)
    try forward.decoder.planBackward(inputGradient: dx)
    guard let heads = forward.encoder.outputGradient, let prior = forward.prior.outputGradient,
      let decoded = forward.decoder.outputGradient
    else { throw ComputeError(operation: "planning a training step", status: "no gradients") }
    outputGradients = (heads, prior, decoded)
  }

  /// One step of training on the batch in `forward.y`. Where a term is not finite nothing is changed but the running
  /// statistics; the caller looks at the terms.
  ///
  /// - Parameters:
  ///   - rate: Adam's learning rate.
  ///   - lambda: the minimum information constraint, 0 for none.
  /// - Returns: the batch's terms before the step.
  public func step(rate: Double, lambda: Double) throws(ComputeError) -> Terms {
    let position = model.position
    forward.drawNoise(
      seed: model.seed, latent: .latentNoise, style: .styleNoise, epoch: position.epoch, step: position.step)
    let terms = try computeGradients(lambda: lambda)
    if terms.firstNotFinite == nil { model.update(rate: rate) }
    return terms
  }

  /// Terms and all gradients of the loss -reconstruction + conditional + style + max(λ, component), each a mean over
  /// the batch, for the noise that is in place.
  public func computeGradients(lambda: Double) throws(ComputeError) -> Terms {
    try forward.run()
    let terms = forward.meanTerms()
    guard terms.firstNotFinite == nil else { return terms }
    try backward(componentWeight: terms.component > lambda ? 1 : 0)
    return terms
  }

  private func backward(componentWeight: Float) throws(ComputeError) {
    let f = forward
    f.computeLikelihood(gradient: outputGradients.decoded)
    try f.decoder.backward()
    withUnsafePointer(to: f.sizes) {
      gm_mixture_backward(
        $0, 1, componentWeight, f.heads.pointer, f.x.pointer, f.priorHeads.pointer, f.responsibilities.pointer,
        f.inverseVariances.pointer, f.divergences.pointer, dx.pointer, outputGradients.prior.pointer,
        outputGradients.heads.pointer)
    }
    try f.prior.backward()
    withUnsafePointer(to: f.sizes) {
      gm_reparameterize_backward(
        $0, 1, f.heads.pointer, f.noiseX.pointer, f.noiseW.pointer, dx.pointer, dw.pointer,
        outputGradients.heads.pointer)
    }
    try f.encoder.backward()
  }
}
