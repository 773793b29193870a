import CKernels
import Compute

/// The consistency of examples and their copies, or the agreement with their neighbors: these B + B rows run through encoder
/// and prior network beside the draws.
final class ConsistencyPass {
  /// The term's value in the last pass, without its weight.
  private(set) var loss = 0.0
  /// Each example's cluster, and the logarithms of the clusters' shares; what agreement is measured by.
  var clusters: [Int32] = []
  var logShares: [Float] = []
  private let sizes: gm_sizes
  private let x: Buffer
  /// Rows of w and of the prior's heads, behind those of the draws.
  private let w: Buffer
  private let priorHeads: Buffer
  /// Log densities, and then their gradients, 2B × K.
  private let densities: Buffer
  private let groups: Buffer
  private let heads: Tensor
  private let engine: Engine
  private var gradients: (dx: Buffer, dw: Buffer, prior: Buffer, heads: Tensor)?

  /// - Parameters:
  ///   - heads: the encoder's output for examples and copies.
  ///   - w: the prior network's input, the draws' rows first.
  ///   - priorHeads: its output.
  init(
    _ specification: ModelSpecification, heads: Tensor, w: Tensor, priorHeads: Tensor, engine: Engine
  ) throws(ComputeError) {
    let rows = heads.dimensions[0]
    sizes = gm_sizes(
      batch: Int64(rows), samples: 1, components: Int64(specification.components),
      latent: Int64(specification.latent), style: Int64(specification.style),
      logits: Int64(specification.logits))
    self.heads = heads
    self.engine = engine
    x = try Buffer(count: rows * specification.latent)
    densities = try Buffer(count: rows * specification.components)
    groups = try Buffer(count: rows * specification.components)
    self.w = Self.lastRows(rows, of: w)
    self.priorHeads = Self.lastRows(rows, of: priorHeads)
  }

  private static func lastRows(_ rows: Int, of tensor: Tensor) -> Buffer {
    let count = rows * tensor.dimensions[1]
    return Buffer(slice: tensor.dimensions[0] * tensor.dimensions[1] - count, count: count, of: tensor.buffer)
  }

  /// Plans the gradients; `dw` and `prior` have the draws' rows first.
  func planBackward(dw: Tensor, prior: Tensor, heads: Tensor) throws(ComputeError) {
    let rows = Int(sizes.batch)
    gradients = (
      dx: try Buffer(count: x.count), dw: Self.lastRows(rows, of: dw), prior: Self.lastRows(rows, of: prior),
      heads: heads
    )
  }

  /// Hands the posterior means of w to the prior network.
  func prepare() {
    withUnsafePointer(to: sizes) { gm_posterior_means($0, heads.pointer, x.pointer, w.pointer) }
  }

  /// The loss, and its gradient for the prior network.
  func run(_ objective: Objective) throws(ComputeError) {
    guard let gradients else { return }
    try engine.measure(.other, at: "consistency") { () throws(ComputeError) in
      withUnsafePointer(to: sizes) {
        gm_mixture_log_densities($0, x.pointer, priorHeads.pointer, densities.pointer)
        loss = objective.agreement.map(agreementLoss) ?? consistencyLoss(objective.consistency)
        gm_mixture_log_densities_backward(
          $0, densities.pointer, x.pointer, priorHeads.pointer, gradients.dx.pointer, gradients.prior.pointer)
      }
    }
  }

  private func consistencyLoss(_ consistency: Consistency) -> Double {
    var kernel = consistency.kernel(components: sizes.components)
    return Double(gm_consistency_loss(&kernel, sizes.batch / 2, sizes.components, densities.pointer, groups.pointer))
  }

  private func agreementLoss(_ agreement: Agreement) -> Double {
    var kernel = agreement.kernel
    return Double(
      gm_agreement_loss(
        &kernel, sizes.batch / 2, sizes.components, clusters, logShares, densities.pointer, groups.pointer))
  }

  /// Once the prior network's gradients are there: adds those of the posterior means. The copies' heads have no others.
  func finish() {
    guard let gradients else { return }
    let half = gradients.heads.buffer.count / 2
    Buffer(slice: half, count: half, of: gradients.heads.buffer).clear()
    withUnsafePointer(to: sizes) {
      gm_posterior_means_backward($0, gradients.dx.pointer, gradients.dw.pointer, gradients.heads.pointer)
    }
  }
}
