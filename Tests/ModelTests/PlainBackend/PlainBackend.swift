import Compute
import Foundation

/// A backend of loops over all indices, in double precision and in the order of the formulas, with nothing in it that is made
/// to be fast. Whole models computed by it are what those of the processor are compared with.
final class PlainBackend: Backend {
  var profile: Profile?

  func sibling() throws(ComputeError) -> any Backend { self }
  func planningForOneThread<Result>(
    _ plan: () throws(ComputeError) -> Result
  ) throws(ComputeError) -> Result {
    try plan()
  }

  // MARK: Layers

  func plan(_ layer: LinearLayer, source: Layout) throws(ComputeError) -> LayerPlan {
    LayerPlan(.plain, weights: try .plain(layer.weights), output: try .plain(layer.output))
  }

  func prepare(
    _ layer: LinearLayer, by method: LayerMethod, source: Tensor, weights: Tensor, bias: Tensor?, training: Bool,
    precision: Precision
  ) throws(ComputeError) -> any PlannedMap {
    try PlainMap(layer, source: source, weights: weights, bias: bias)
  }

  func prepare(
    _ normalization: Normalization, source: Tensor, parameters: NormalizationParameters, training: Bool
  ) throws(ComputeError) -> any PlannedNormalization {
    try PlainNormalization(normalization, source, parameters, training: training)
  }

  func prepareReorder(from source: Tensor, to destination: Tensor) throws(ComputeError) -> any PlannedCopy {
    PlainCopy(source: source, destination: destination)
  }

  func imageLayout(_ dimensions: [Int]) throws(ComputeError) -> Layout { try .plain(dimensions) }

  private final class PlainCopy: PlannedCopy {
    let source, destination: Tensor
    init(source: Tensor, destination: Tensor) { (self.source, self.destination) = (source, destination) }
    func execute() throws(ComputeError) { destination.buffer.copy(from: source.buffer.values) }
  }

  // MARK: Random numbers and copies: not what is tested, and so the processor's

  private let engine: Engine

  init() throws { engine = try Engine() }

  func drawNormals(_ numbers: Buffer, from stream: RandomStream) { engine.drawNormals(numbers, from: stream) }
  func drawUniforms(_ numbers: Buffer, limit: Float, from stream: RandomStream) {
    engine.drawUniforms(numbers, limit: limit, from: stream)
  }
  func drawBernoulli(_ numbers: Buffer, from stream: RandomStream) { engine.drawBernoulli(numbers, from: stream) }
  func distort(_ images: Buffer, _ distortion: ImageDistortion, noise: Buffer, into copies: Buffer) {
    engine.distort(images, distortion, noise: noise, into: copies)
  }
  func distort(_ rows: Buffer, _ distortion: RowDistortion, noise: Buffer, exchange: Buffer, into copies: Buffer) {
    engine.distort(rows, distortion, noise: noise, exchange: exchange, into: copies)
  }

  // MARK: The likelihood

  func logarithms(of counts: Buffer, into logarithms: Buffer) {
    for i in 0..<counts.count { logarithms.values[i] = Float(log1p(Double(counts.values[i]))) }
  }

  func logLikelihood(_ likelihood: Likelihood, _ o: ObservationBuffers, weight: Float, gradient: Buffer?) {
    let rows = o.batch * o.samples, parts = likelihood.parameters.count
    for row in 0..<rows {
      let example = row / o.samples * o.size
      let y = (0..<o.size).map { Double(o.y.values[example + $0]) }
      let counted = (0..<o.size).map { d in
        o.weights.map { Double($0.values[(o.hasOwnWeights ? example : 0) + d]) } ?? 1
      }
      let parameters = (0..<parts).map { part in
        (0..<o.size).map { Double(o.outputs.values[(row * parts + part) * o.size + $0]) }
      }
      let (log, slopes) = PlainLikelihood(likelihood, y, counted, o.levels.map(Int.init)).log(parameters)
      o.logLikelihoods.values[row] = Float(log)
      guard let gradient else { continue }
      for (place, slope) in slopes.joined().enumerated() {
        gradient.values[row * parts * o.size + place] = Float(-Double(weight) / Double(rows) * slope)
      }
    }
  }

  func formMeans(_ likelihood: Likelihood, rows: Int, size: Int, levels: [Int32], outputs: Buffer) {
    engine.formMeans(likelihood, rows: rows, size: size, levels: levels, outputs: outputs)
  }

  // MARK: The optimizer

  func update(_ values: Buffer, gradients: Buffer, moments: [Buffer], by update: WeightUpdate) -> Bool {
    guard case .adam(let adam) = update else { return false }
    let (m, v) = (moments[0].values, moments[1].values)
    for i in 0..<values.count {
      let g = Double(gradients.values[i])
      m[i] = Float(Adam.beta1 * Double(m[i]) + (1 - Adam.beta1) * g)
      v[i] = Float(Adam.beta2 * Double(v[i]) + (1 - Adam.beta2) * g * g)
      let mean = Double(m[i]) / Double(adam.correction1), square = Double(v[i]) / Double(adam.correction2)
      values.values[i] -= Float(Double(adam.rate) * mean / (square.squareRoot() + Adam.epsilon))
    }
    return values.values.allSatisfy(\.isFinite) && v.allSatisfy(\.isFinite)
  }

  func add(_ addend: Buffer, to sum: Buffer) {
    for i in 0..<sum.count { sum.values[i] += addend.values[i] }
  }
}
