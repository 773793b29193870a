import Compute

/// What is asked of p(z|x,w) at the posterior means: that of examples and their copies or neighbors, which run through the
/// encoder behind the examples, and that of examples whose class is known. These rows, 2B or B, run through the prior network
/// behind the draws.
final class ResponsibilityPass {
  /// What consistency or agreement was in the last pass, without its weight.
  private(set) var loss = 0.0
  /// What the cross entropy of the examples whose class is known was, a mean of them.
  private(set) var supervision = 0.0
  /// The examples' classes, which are the numbers of their components; negative where none is known, empty if none is used.
  var labels: [Int32] = []
  /// Each example's cluster, and the logarithms of the clusters' shares; what agreement is measured by.
  var clusters: [Int32] = []
  var logShares: [Float] = []
  private let sizes: PassSizes
  private let x: Buffer
  /// Rows of w and of the prior's heads, behind those of the draws.
  private let w: Buffer
  private let priorHeads: Buffer
  /// Log densities, and then their gradients, 2B × K.
  private let densities: Buffer
  private let groups: Buffer
  /// The examples' log densities, kept where others' gradients take their place.
  private let labeled: Buffer?
  private let hasCopies: Bool
  private let heads: Tensor
  private let backend: any Backend
  private var gradients: (dx: Buffer, dw: Buffer, prior: Buffer, heads: Tensor)?

  /// - Parameters:
  ///   - inputs: says whether there are copies, and labels.
  ///   - heads: the encoder's output for examples and copies.
  ///   - w: the prior network's input, the draws' rows first.
  ///   - priorHeads: its output.
  init(
    _ specification: ModelSpecification, _ inputs: PassInputs, heads: Tensor, w: Tensor, priorHeads: Tensor,
    on backend: any Backend
  ) throws(ComputeError) {
    let rows = heads.dimensions[0]
    sizes = specification.passSizes(batch: rows, samples: 1)
    self.heads = heads
    self.backend = backend
    x = try Buffer(count: rows * specification.latent)
    densities = try Buffer(count: rows * specification.components)
    groups = try Buffer(count: rows * specification.components)
    labeled = inputs.hasLabels ? try Buffer(count: inputs.batch * specification.components) : nil
    hasCopies = inputs.copies != nil
    self.w = Self.lastRows(rows, of: w)
    self.priorHeads = Self.lastRows(rows, of: priorHeads)
  }

  private static func lastRows(_ rows: Int, of tensor: Tensor) -> Buffer {
    let count = rows * tensor.dimensions[1]
    return Buffer(slice: tensor.dimensions[0] * tensor.dimensions[1] - count, count: count, of: tensor.buffer)
  }

  /// Plans the gradients; `dw` and `prior` have the draws' rows first.
  func planBackward(dw: Tensor, prior: Tensor, heads: Tensor) throws(ComputeError) {
    let rows = sizes.batch
    gradients = (
      dx: try Buffer(count: x.count), dw: Self.lastRows(rows, of: dw), prior: Self.lastRows(rows, of: prior),
      heads: heads
    )
  }

  /// Hands the posterior means of w to the prior network.
  func prepare() {
    backend.posteriorMeans(sizes, heads: heads.buffer, x: x, w: w)
  }

  /// The loss, and its gradient for the prior network.
  func run(_ objective: Objective) throws(ComputeError) {
    guard let gradients else { return }
    try backend.measure(.other, at: "consistency") { () throws(ComputeError) in
      backend.mixtureLogDensities(sizes, x: x, prior: priorHeads, into: densities)
      labeled?.copy(from: densities.values.prefix(labels.count * sizes.components))
      if hasCopies {
        loss = Double(objective.agreement.map(agreementLoss) ?? consistencyLoss(objective.consistency))
      } else {
        densities.clear()
      }
      superviseLabeled(objective.supervision)
      backend.mixtureLogDensitiesBackward(
        sizes, gradient: densities, x: x, prior: priorHeads, dx: gradients.dx, dPrior: gradients.prior)
    }
  }

  private func superviseLabeled(_ weight: Double) {
    guard let labeled, weight > 0, !labels.isEmpty else { return }
    supervision = Double(
      backend.supervision(
        weight: Float(weight), labels: labels, components: sizes.components, densities: labeled, gradient: densities))
  }

  private func consistencyLoss(_ consistency: Consistency) -> Float {
    backend.consistency(
      consistency, batch: sizes.batch / 2, components: sizes.components, densities: densities, scratch: groups)
  }

  private func agreementLoss(_ agreement: Agreement) -> Float {
    backend.agreement(
      agreement, clusters: clusters, logShares: logShares, components: sizes.components, densities: densities,
      scratch: groups)
  }

  /// Once the prior network's gradients are there: adds those of the posterior means. The copies' heads have no others.
  func finish() {
    guard let gradients else { return }
    if hasCopies {
      let half = gradients.heads.buffer.count / 2
      Buffer(slice: half, count: half, of: gradients.heads.buffer).clear()
    }
    backend.posteriorMeansBackward(sizes, dx: gradients.dx, dw: gradients.dw, dHeads: gradients.heads.buffer)
  }
}
