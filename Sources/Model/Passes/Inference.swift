import Compute
import Interruption

/// Evaluation with running statistics: encoding, decoding and the prior for any number of rows, in chunks of a pass
/// planned once.
public final class Inference {
  /// Copies examples `range` to the start of a buffer, row-major.
  public typealias ExampleReader = (_ range: Range<Int>, _ destination: Buffer) -> Void

  private let model: GMVAE
  private let inputs: PassInputs
  private let pass: ForwardPass

  /// Plans for `batch` rows at a time; more rows are taken in chunks, fewer leave the rest of the chunk unused.
  public init(_ model: GMVAE, batch: Int) throws(ComputeError) {
    self.model = model
    inputs = try PassInputs(model.specification, batch: batch, samples: 1)
    pass = try ForwardPass(
      model.specification, parameters: model.parameters, inputs: inputs, training: false, on: model.engine)
  }

  /// Rows at a time that keep the widest output, the prior's heads, near two megabytes.
  public static func suitedBatch(_ specification: ModelSpecification) -> Int {
    min(200, max(32, 500_000 / (2 * specification.components * specification.latent)))
  }

  private var specification: ModelSpecification { model.specification }

  /// q(x|y), q(w|y) and the components' densities at the posterior means, for `count` examples.
  public func encode(count: Int, reading read: ExampleReader) throws(ComputeError) -> Encoding {
    var encoding = Encoding(count: count, model)
    inputs.noiseX.clear()
    inputs.noiseW.clear()
    let densities = try Buffer(count: pass.batch * specification.components)
    for range in chunks(count) {
      try ComputeError.throwIfInterrupted()
      read(range, pass.y.buffer)
      try pass.encode()
      try pass.computePrior()
      model.engine.mixtureLogDensities(
        pass.sizes, x: pass.x.buffer, prior: pass.priorHeads.buffer, into: densities)
      append(range.count, densities, to: &encoding)
    }
    return encoding
  }

  /// The objective's terms averaged over `count` examples, with one fixed draw of x and w for each and every `samples`.
  ///
  /// `counting` reads what the numbers of an example count, for a model of data with missing values; nil for 1. `batches` are the
  /// numbers of the examples' batches, for a model that tells such apart.
  public func terms(
    count: Int, samples: Int, reading read: ExampleReader, counting: ExampleReader? = nil, batches: [Int32]? = nil
  ) throws(ComputeError) -> Terms {
    var sum = Terms()
    for (index, range) in chunks(count).enumerated() {
      read(range, pass.y.buffer)
      readCounted(range, counting)
      tell(batches, range)
      for sample in 0..<samples {
        try ComputeError.throwIfInterrupted()
        inputs.drawNoise(
          seed: model.seed, latent: .evaluation, style: .evaluationStyle, epoch: sample, step: index,
          on: model.engine)
        try pass.run(specification.formulation)
        sum = sum + Double(range.count) * pass.meanTerms(examples: range.count)
      }
    }
    return (1 / Double(max(count * samples, 1))) * sum
  }

  /// The ELBO of each of `count` examples at the posterior means of x and w, which tells ordinary examples from unusual
  /// ones: without draws, so that an example has the same number wherever it stands.
  ///
  /// `batches` are the numbers of the examples' batches, for a model that tells such apart. Of an example whose batch is not
  /// known, a negative number, it is log Σ share · e^ELBO over the batches.
  public func bounds(
    count: Int, reading read: ExampleReader, counting: ExampleReader? = nil, batches: [Int32]? = nil
  ) throws(ComputeError) -> [Double] {
    let codes = batches ?? [Int32](repeating: -1, count: count)
    guard let covariate = specification.covariate, codes.contains(where: { $0 < 0 }) else {
      return try knownBounds(count: count, reading: read, counting: counting, batches: codes)
    }
    let each = try (0..<covariate.count).map { batch throws(ComputeError) in
      try knownBounds(
        count: count, reading: read, counting: counting, batches: codes.map { $0 < 0 ? Int32(batch) : $0 })
    }
    return codes.enumerated().map { example, code in
      guard code < 0 else { return each[0][example] }
      return logSumExp(zip(covariate.shares, each).map { logarithm($0) + $1[example] }, without: -1)
    }
  }

  private func knownBounds(
    count: Int, reading read: ExampleReader, counting: ExampleReader?, batches: [Int32]
  ) throws(ComputeError) -> [Double] {
    inputs.noiseX.clear()
    inputs.noiseW.clear()
    var bounds: [Double] = []
    bounds.reserveCapacity(count)
    for range in chunks(count) {
      try ComputeError.throwIfInterrupted()
      read(range, pass.y.buffer)
      readCounted(range, counting)
      tell(batches, range)
      try pass.run(specification.formulation)
      bounds += pass.bounds(examples: range.count)
    }
    return bounds
  }

  /// Decodes rows of x (row-major, rows × Dx) to the means of p(y|x), rows × D: of pixels these are probabilities.
  ///
  /// `batches` are the numbers of the rows' batches, for a model that tells such apart; without them it is the mean over the batches
  /// by their shares.
  public func decode(_ latents: [Float], batches: [Int32]? = nil) throws(ComputeError) -> [Float] {
    guard batches == nil, let covariate = specification.covariate else {
      return try decode(latents, batches, keeping: specification.observed)
    }
    let rows = latents.count / specification.latent
    var mean = [Float](repeating: 0, count: rows * specification.observed)
    for (batch, share) in covariate.shares.enumerated() where share > 0 {
      let decoded = try decode(latents, batches: [Int32](repeating: Int32(batch), count: rows))
      for place in mean.indices { mean[place] += Float(share) * decoded[place] }
    }
    return mean
  }

  /// Decodes rows of x to all that p(y|x) has: for a Gaussian likelihood D means, then D log variances, rows × 2D.
  public func decodeWhole(_ latents: [Float], batches: [Int32]?) throws(ComputeError) -> [Float] {
    try decode(latents, batches, keeping: specification.likelihood.outputs(for: specification.observed))
  }

  private func decode(_ latents: [Float], _ batches: [Int32]?, keeping kept: Int) throws(ComputeError) -> [Float] {
    let size = specification.latent
    let outputs = specification.likelihood.outputs(for: specification.observed)
    var decoded: [Float] = []
    for range in chunks(latents.count / size) {
      try ComputeError.throwIfInterrupted()
      pass.x.buffer.copy(from: latents[range.lowerBound * size..<range.upperBound * size])
      tell(batches, range)
      try pass.decode()
      model.engine.formMeans(
        specification.likelihood, rows: pass.batch, size: specification.observed, levels: specification.levels,
        outputs: pass.decoded.buffer)
      for row in 0..<range.count {
        decoded += pass.decoded.buffer.values[row * outputs..<row * outputs + kept]
      }
    }
    return decoded
  }

  /// p(x|w, z) for rows of w (row-major, rows × Dw).
  public func prior(_ styles: [Float]) throws(ComputeError) -> MixturePrior {
    let size = specification.style, width = specification.components * specification.latent
    var means: [Float] = []
    var logVariances: [Float] = []
    for range in chunks(styles.count / size) {
      try ComputeError.throwIfInterrupted()
      pass.w.buffer.copy(from: styles[range.lowerBound * size..<range.upperBound * size])
      try pass.computePrior()
      for row in 0..<range.count {
        let heads = pass.priorHeads.buffer.values[row * 2 * width..<(row + 1) * 2 * width]
        means += heads.prefix(width)
        logVariances += heads.suffix(width)
      }
    }
    return MixturePrior(
      rows: styles.count / size, components: specification.components, latent: specification.latent, means: means,
      logVariances: logVariances)
  }

  private func readCounted(_ range: Range<Int>, _ counting: ExampleReader?) {
    inputs.count { buffer in
      if let counting {
        counting(range, buffer)
      } else {
        buffer.copy(from: [Float](repeating: 1, count: buffer.count))
      }
    }
  }

  private func tell(_ batches: [Int32]?, _ range: Range<Int>) {
    guard let batches else { return inputs.tell(batches: range.map { _ in -1 }) }
    inputs.tell(batches: batches[range])
  }

  private func chunks(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: pass.batch).map { $0..<min($0 + pass.batch, count) }
  }

  private func append(_ rows: Int, _ densities: Buffer, to encoding: inout Encoding) {
    let sizes = pass.sizes
    if sizes.logits == 0 { encoding.logDensities += densities.values[0..<rows * sizes.components] }
    for row in 0..<rows {
      func head(_ head: PassSizes.Head) -> Slice<UnsafeMutableBufferPointer<Float>> {
        let range = sizes.range(of: head), start = row * sizes.headWidth
        return pass.heads.buffer.values[start + range.lowerBound..<start + range.upperBound]
      }
      encoding.latentMeans += head(.latentMean)
      encoding.latentLogVariances += head(.latentLogVariance)
      encoding.styleMeans += head(.styleMean)
      encoding.styleLogVariances += head(.styleLogVariance)
      encoding.logDensities += head(.logits)
    }
  }
}
