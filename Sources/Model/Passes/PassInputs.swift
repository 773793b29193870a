import Compute

/// What a pass reads: a batch of examples and noise for their draws.
public struct PassInputs {
  /// B.
  public let batch: Int
  /// M.
  public let samples: Int
  /// The examples, B × D.
  public let y: Buffer
  /// The examples and, where consistency asks for them, their copies: what the encoder reads.
  let encoded: Buffer
  /// Noise of x, BM × Dx; zeros give the posterior means.
  public let noiseX: Buffer
  /// Noise of w, BM × Dw.
  public let noiseW: Buffer
  /// What each number of the examples counts in log p(y|x), B × D: 0 if it is missing; nil if the model knows no such.
  public let counted: Buffer?
  /// A row for each example with a 1 at its batch, B × batches; the batches' shares until `tell` says which. Nil if the model tells none apart.
  let covariates: Buffer?
  private let shares: [Float]
  /// Whether classes of examples are used.
  let hasLabels: Bool
  private let constants: [Int]

  init(
    _ specification: ModelSpecification, batch: Int, samples: Int, withCopies: Bool = false, withLabels: Bool = false
  ) throws(ComputeError) {
    hasLabels = withLabels
    self.batch = batch
    self.samples = samples
    encoded = try Buffer(count: (withCopies ? 2 : 1) * batch * specification.observed)
    y = Buffer(slice: 0, count: batch * specification.observed, of: encoded)
    noiseX = try Buffer(count: batch * samples * specification.latent)
    noiseW = try Buffer(count: batch * samples * specification.style)
    counted = specification.isMasked ? try Buffer(count: y.count) : nil
    constants = specification.constants
    shares = specification.covariate?.shares.map(Float.init) ?? []
    covariates = shares.isEmpty ? nil : try Buffer(count: batch * shares.count)
    covariates?.copy(from: (0..<batch).flatMap { [shares] _ in shares })
    counted?.copy(from: [Float](repeating: 1, count: y.count))
  }

  private init(
    batch: Int, samples: Int, y: Buffer, noiseX: Buffer, noiseW: Buffer, counted: Buffer?, constants: [Int],
    covariates: Buffer?, shares: [Float]
  ) {
    self.batch = batch
    self.samples = samples
    self.y = y
    encoded = y
    hasLabels = false
    self.noiseX = noiseX
    self.noiseW = noiseW
    (self.counted, self.constants) = (counted, constants)
    (self.covariates, self.shares) = (covariates, shares)
  }

  /// Takes in the batches of the first examples, negative for one that is not known: the batches' shares then stand for it.
  public func tell(batches codes: some Sequence<Int32>) {
    guard let covariates else { return }
    for (example, code) in codes.enumerated() {
      for batch in shares.indices {
        covariates.values[example * shares.count + batch] = code < 0 ? shares[batch] : batch == Int(code) ? 1 : 0
      }
    }
  }

  /// Takes in what the numbers of the batch's examples count, and leaves out those that never change.
  public func count(_ fill: (Buffer) -> Void) {
    guard let counted else { return }
    fill(counted)
    let size = counted.count / batch
    for place in constants {
      for example in 0..<batch { counted.values[example * size + place] = 0 }
    }
  }

  /// The examples' copies; nil if there are none.
  var copies: Buffer? {
    encoded.count > y.count ? Buffer(slice: y.count, count: y.count, of: encoded) : nil
  }

  /// How many rows of posterior means are asked for their responsibilities: examples and copies, examples alone, or none.
  var meanRows: Int { Self.meanRows(batch: batch, withCopies: copies != nil, withLabels: hasLabels) }

  static func meanRows(batch: Int, withCopies: Bool, withLabels: Bool) -> Int {
    withCopies ? 2 * batch : withLabels ? batch : 0
  }

  /// The inputs of some of the examples, in the same memory, without copies and labels.
  func slice(_ examples: Range<Int>) -> PassInputs {
    func part(_ buffer: Buffer) -> Buffer {
      let size = buffer.count / batch
      return Buffer(slice: examples.lowerBound * size, count: examples.count * size, of: buffer)
    }
    return PassInputs(
      batch: examples.count, samples: samples, y: part(y), noiseX: part(noiseX), noiseW: part(noiseW),
      counted: counted.map(part), constants: constants, covariates: covariates.map(part), shares: shares)
  }

  /// Draws fresh noise; the numbers depend on seed, purpose, epoch and step only.
  func drawNoise(
    seed: UInt64, latent: RandomPurpose, style: RandomPurpose, epoch: Int, step: Int, on backend: any Backend
  ) {
    backend.drawNormals(noiseX, from: RandomStream(seed: seed, latent, epoch: epoch, step: step))
    backend.drawNormals(noiseW, from: RandomStream(seed: seed, style, epoch: epoch, step: step))
  }
}
