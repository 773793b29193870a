import Compute

/// What examples' batches do in a pass: the decoder reads which it is behind x, and w is compared with the batch's N(m, I).
final class CovariatePass {
  /// What the decoder reads, BM × (Dx + batches).
  let input: Tensor
  private let x: Tensor
  /// A row for each example: 1 at its batch, or the batches' shares.
  private let rows: Buffer
  private let means: Parameter
  private let sizes: PassSizes
  private let count: Int
  private var gradients: (input: Tensor, means: Tensor)?

  init(
    _ specification: ModelSpecification, rows: Buffer, x: Tensor, sizes: PassSizes, parameters: ParameterStore
  ) throws(ComputeError) {
    guard let means = parameters[Covariate.styleMeans] else {
      throw ComputeError(operation: "planning the batches", status: "p(w) has no means")
    }
    (self.rows, self.x, self.means, self.sizes, count) = (rows, x, means, sizes, specification.batches)
    input = try Tensor([x.dimensions[0], specification.latent + specification.batches])
  }

  /// Puts x and the batches into the decoder's input.
  func join() {
    let latent = sizes.latent, width = latent + count
    let (input, x, rows) = (input.buffer.pointer, x.buffer.pointer, rows.pointer)
    for row in 0..<sizes.batch * sizes.samples {
      (input + row * width).update(from: x + row * latent, count: latent)
      (input + row * width + latent).update(from: rows + row / sizes.samples * count, count: count)
    }
  }

  /// Makes KL(q(w|y) ‖ N(0, I)) of each example KL(q(w|y) ‖ N(m, I)), which is ½ Σ (m² - 2 m mu_w) more.
  func addDivergence(of heads: Buffer, to styles: Buffer) {
    forEachMean(of: heads) { example, _, mean, posterior in
      var more: Float = 0
      for (m, mu) in zip(mean, posterior) { more += m * (m - 2 * mu) }
      styles.values[example] += 0.5 * more
    }
  }

  /// Plans gradients, and gives the tensor for that of the decoder's input.
  func planBackward(_ gradients: Gradients) throws(ComputeError) -> Tensor {
    let input = try Tensor(self.input.dimensions)
    if let means = gradients[means.name] { self.gradients = (input, means) }
    return input
  }

  /// Takes the gradient of x out of that of the decoder's input.
  func separate(into dx: Tensor) {
    guard let gradients else { return }
    let latent = sizes.latent, width = latent + count
    for row in 0..<sizes.batch * sizes.samples {
      (dx.buffer.pointer + row * latent).update(from: gradients.input.buffer.pointer + row * width, count: latent)
    }
  }

  /// Adds the gradients of what `addDivergence` added, the mean over the examples times a weight.
  func divergenceBackward(weight: Float, heads: Buffer, dHeads: Buffer) {
    guard let gradients else { return }
    let each = weight / Float(sizes.batch), style = sizes.style
    gradients.means.buffer.clear()
    let dMeans = gradients.means.buffer.values
    forEachMean(of: heads) { example, place, mean, posterior in
      for d in 0..<style {
        let difference = each * (mean[d] - posterior[posterior.startIndex + d])
        dHeads.values[place + d] -= each * mean[d]
        for batch in 0..<count where rows.values[example * count + batch] != 0 {
          dMeans[batch * style + d] += rows.values[example * count + batch] * difference
        }
      }
    }
  }

  /// Hands over each example's mean of p(w), and that of q(w|y) with its place in the heads.
  private func forEachMean(
    of heads: Buffer,
    _ body: (_ example: Int, _ place: Int, _ mean: [Float], _ posterior: Slice<UnsafeMutableBufferPointer<Float>>) ->
      Void
  ) {
    let style = sizes.style, start = sizes.range(of: .styleMean).lowerBound
    var mean = [Float](repeating: 0, count: style)
    for example in 0..<sizes.batch {
      for d in 0..<style { mean[d] = 0 }
      for batch in 0..<count {
        let share = rows.values[example * count + batch]
        if share != 0 { for d in 0..<style { mean[d] += share * means.value.buffer.values[batch * style + d] } }
      }
      let place = example * sizes.headWidth + start
      body(example, place, mean, heads.values[place..<place + style])
    }
  }
}
