import Compute

/// The consistency of examples and their copies, whose B + B rows run through encoder and prior network beside the draws.
final class ConsistencyPass {
  /// The term's value in the last pass, without its weight.
  private(set) var loss = 0.0
  private let sizes: PassSizes
  private let x: Buffer
  /// Rows of w and of the prior's heads, behind those of the draws.
  private let w: Buffer
  private let priorHeads: Buffer
  /// Log densities, and then their gradients, 2B × K.
  private let densities: Buffer
  private let groups: Buffer
  private let heads: Tensor
  private let backend: any Backend
  private var gradients: (dx: Buffer, dw: Buffer, prior: Buffer, heads: Tensor)?

  /// - Parameters:
  ///   - heads: the encoder's output for examples and copies.
  ///   - w: the prior network's input, the draws' rows first.
  ///   - priorHeads: its output.
  init(
    _ specification: ModelSpecification, heads: Tensor, w: Tensor, priorHeads: Tensor, on backend: any Backend
  ) throws(ComputeError) {
    let rows = heads.dimensions[0]
    sizes = specification.passSizes(batch: rows, samples: 1)
    self.heads = heads
    self.backend = backend
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
  func run(_ consistency: Consistency) throws(ComputeError) {
    guard let gradients else { return }
    try backend.measure(.other, at: "consistency") { () throws(ComputeError) in
      backend.mixtureLogDensities(sizes, x: x, prior: priorHeads, into: densities)
      loss = Double(
        backend.consistency(
          consistency, batch: sizes.batch / 2, components: sizes.components, densities: densities, scratch: groups))
      backend.mixtureLogDensitiesBackward(
        sizes, gradient: densities, x: x, prior: priorHeads, dx: gradients.dx, dPrior: gradients.prior)
    }
  }

  /// Once the prior network's gradients are there: adds those of the posterior means. The copies' heads have no others.
  func finish() {
    guard let gradients else { return }
    let half = gradients.heads.buffer.count / 2
    Buffer(slice: half, count: half, of: gradients.heads.buffer).clear()
    backend.posteriorMeansBackward(sizes, dx: gradients.dx, dw: gradients.dw, dHeads: gradients.heads.buffer)
  }
}
