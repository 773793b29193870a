import Compute

/// Evaluation with running statistics: encoding, decoding and the prior for any number of rows, in chunks of a pass
/// planned once.
public final class Inference {
  /// Copies examples `range` to the start of a buffer, row-major.
  public typealias ExampleReader = (_ range: Range<Int>, _ destination: Buffer) -> Void

  private let model: GMVAE
  private let lanes: InferenceLanes

  /// Plans for `batch` rows at a time; more rows are taken in chunks, fewer leave the rest of the chunk unused.
  public init(_ model: GMVAE, batch: Int) throws(ComputeError) {
    self.model = model
    lanes = try InferenceLanes(model, batch: batch)
  }

  /// Rows at a time that keep the widest output, the prior's heads, near two megabytes.
  public static func suitedBatch(_ specification: ModelSpecification) -> Int {
    min(200, max(32, 500_000 / (2 * specification.components * specification.latent)))
  }

  private var specification: ModelSpecification { model.specification }

  /// q(x|y), q(w|y) and the components' densities at the posterior means, for `count` examples.
  public func encode(count: Int, reading read: ExampleReader) throws(ComputeError) -> Encoding {
    var encoding = Encoding(count: count, model)
    let none = Encoding(count: 0, model)
    try lanes.forEachChunk(of: count) { lane, _, range throws(ComputeError) in
      lane.inputs.clearNoise()
      read(range, lane.pass.y.buffer)
      try lane.pass.encode()
      try lane.pass.computePrior()
      lane.backend.mixtureLogDensities(
        lane.pass.sizes, x: lane.pass.x.buffer, prior: lane.pass.priorHeads.buffer, into: lane.densities)
      var part = none
      part.append(range.count, of: lane.pass, lane.densities)
      return part
    } collect: {
      encoding.append($0)
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
    try lanes.forEachChunk(of: count) { lane, index, range throws(ComputeError) in
      read(range, lane.pass.y.buffer)
      lane.inputs.readCounted(range, counting)
      lane.inputs.tell(batches, range)
      return try (0..<samples).map { sample throws(ComputeError) in
        try ComputeError.throwIfInterrupted()
        lane.inputs.drawNoise(
          seed: model.seed, latent: .evaluation, style: .evaluationStyle, epoch: sample, step: index,
          on: lane.backend)
        try lane.pass.run(specification.formulation)
        return Double(range.count) * lane.pass.meanTerms(examples: range.count)
      }
    } collect: { (terms: [Terms]) in
      for term in terms { sum = sum + term }
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
    var bounds: [Double] = []
    bounds.reserveCapacity(count)
    try lanes.forEachChunk(of: count) { lane, _, range throws(ComputeError) in
      lane.inputs.clearNoise()
      read(range, lane.pass.y.buffer)
      lane.inputs.readCounted(range, counting)
      lane.inputs.tell(batches, range)
      try lane.pass.run(specification.formulation)
      return lane.pass.bounds(examples: range.count)
    } collect: {
      bounds += $0
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
    try lanes.forEachChunk(of: latents.count / size) { lane, _, range throws(ComputeError) in
      lane.pass.x.buffer.copy(from: latents[range.lowerBound * size..<range.upperBound * size])
      lane.inputs.tell(batches, range)
      try lane.pass.decode()
      lane.backend.formMeans(
        specification.likelihood, rows: lane.pass.batch, size: specification.observed, levels: specification.levels,
        outputs: lane.pass.decoded.buffer)
      return (0..<range.count).flatMap { lane.pass.decoded.buffer.values[$0 * outputs..<$0 * outputs + kept] }
    } collect: {
      decoded += $0
    }
    return decoded
  }

  /// p(x|w, z) for rows of w (row-major, rows × Dw).
  public func prior(_ styles: [Float]) throws(ComputeError) -> MixturePrior {
    let size = specification.style, width = specification.components * specification.latent
    var means: [Float] = []
    var logVariances: [Float] = []
    try lanes.forEachChunk(of: styles.count / size) { lane, _, range throws(ComputeError) in
      lane.pass.w.buffer.copy(from: styles[range.lowerBound * size..<range.upperBound * size])
      try lane.pass.computePrior()
      return Array(lane.pass.priorHeads.buffer.values[0..<range.count * 2 * width])
    } collect: { (heads: [Float]) in
      for start in stride(from: 0, to: heads.count, by: 2 * width) {
        means += heads[start..<start + width]
        logVariances += heads[start + width..<start + 2 * width]
      }
    }
    return MixturePrior(
      rows: styles.count / size, components: specification.components, latent: specification.latent, means: means,
      logVariances: logVariances)
  }
}

extension PassInputs {
  /// Draws are then the posterior means.
  fileprivate func clearNoise() {
    noiseX.clear()
    noiseW.clear()
  }

  fileprivate func readCounted(_ range: Range<Int>, _ counting: Inference.ExampleReader?) {
    count { buffer in
      if let counting {
        counting(range, buffer)
      } else {
        buffer.copy(from: [Float](repeating: 1, count: buffer.count))
      }
    }
  }

  fileprivate func tell(_ batches: [Int32]?, _ range: Range<Int>) {
    guard let batches else { return tell(batches: range.map { _ in -1 }) }
    tell(batches: batches[range])
  }
}
