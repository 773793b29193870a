import Compute
import Foundation

@testable import Model

/// The whole loss from the paper's formulas in double precision, without any of the engine.
struct PlainModel {
  let specification: ModelSpecification
  /// How the conditional prior and the z prior are computed.
  var formulation = Formulation.closed
  /// Row-major, by name.
  var parameters: [String: [Double]]
  let batch: Int, samples: Int
  let y, noiseX, noiseW: [Double]
  /// The examples and their copies, if there are such.
  let encoded: [Double]
  /// A row for each example that tells its batch, if the model is told such.
  let covariates: [Double]?

  /// The numbers of `model` and of the pass' inputs.
  init(_ model: GMVAE, _ inputs: PassInputs) throws {
    specification = model.specification
    var parameters: [String: [Double]] = [:]
    for parameter in model.parameters.all {
      parameters[parameter.name] = try parameter.value.rowMajorValues(engine: model.engine).map(Double.init)
    }
    self.parameters = parameters
    (batch, samples) = (inputs.batch, inputs.samples)
    y = inputs.y.values.map(Double.init)
    encoded = inputs.encoded.values.map {
      model.specification.likelihood.encodesLogarithms ? log1p(Double($0)) : Double($0)
    }
    covariates = inputs.covariates?.values.map(Double.init)
    noiseX = inputs.noiseX.values.map(Double.init)
    noiseW = inputs.noiseW.values.map(Double.init)
  }

  /// -reconstruction + conditional + style + max(lambda, component), each times its weight.
  func loss(_ objective: Objective) -> Double {
    let (terms, violation) = termsAndViolation(), w = objective.weights
    return Double(w.violation) * violation + Double(w.conditional) * terms.conditional
      + Double(w.style) * terms.style + Double(w.component) * max(objective.lambda, terms.component)
      - Double(w.reconstruction) * terms.reconstruction
  }

  func terms() -> Terms { termsAndViolation().terms }

  private func termsAndViolation() -> (terms: Terms, violation: Double) {
    let (dx, dw) = (specification.latent, specification.style), rows = batch * samples
    let heads = run(.encoder, encoded, rows: encoded.count / specification.observed),
      width = 2 * (dx + dw) + specification.logits
    func head(_ row: Int, _ start: Int, _ size: Int) -> [Double] {
      Array(heads[row / samples * width + start..<row / samples * width + start + size])
    }
    func draw(_ row: Int, _ start: Int, _ size: Int, _ noise: [Double]) -> [Double] {
      let mean = head(row, start, size), logVariance = head(row, start + size, size)
      return (0..<size).map { mean[$0] + exp(logVariance[$0] / 2) * noise[row * size + $0] }
    }
    let x = (0..<rows).map { draw($0, 0, dx, noiseX) }, w = (0..<rows).map { draw($0, 2 * dx, dw, noiseW) }
    let prior = run(.prior, Array(w.joined()), rows: rows),
      decoded = run(.decoder, (0..<rows).flatMap { x[$0] + covariate($0 / samples) }, rows: rows)
    var terms = Terms(), violation = 0.0
    for row in 0..<rows {
      terms.reconstruction += logLikelihood(row, decoded) / Double(rows)
      let mixture = mixture(
        row, x[row], mean: head(row, 0, dx), logVariance: head(row, dx, dx), prior,
        logits: head(row, 2 * (dx + dw), specification.logits))
      violation += mixture.violation / Double(rows)
      terms.conditional += mixture.conditional / Double(rows)
      terms.component += mixture.component / Double(rows)
      let centers = styleMean(row / samples)
      for (d, (mean, logVariance)) in zip(head(row, 2 * dx, dw), head(row, 2 * dx + dw, dw)).enumerated() {
        let distance = mean - centers[d]
        terms.style += 0.5 * (distance * distance + exp(logVariance) - logVariance - 1) / Double(rows)
      }
    }
    return (terms, violation)
  }

  /// What the decoder reads of an example's batch.
  private func covariate(_ example: Int) -> [Double] {
    let count = specification.batches
    return covariates.map { Array($0[example * count..<(example + 1) * count]) } ?? []
  }

  /// The mean of p(w) in an example's batch.
  private func styleMean(_ example: Int) -> [Double] {
    let means = parameters["style.means"] ?? [], size = specification.style
    return covariate(example).enumerated().reduce(into: [Double](repeating: 0, count: size)) { sum, batch in
      for d in 0..<size { sum[d] += batch.element * means[batch.offset * size + d] }
    }
  }

  func run(_ network: ModelSpecification.NetworkKind, _ input: [Double], rows: Int) -> [Double] {
    var values = input
    let shapes = specification.shapes(of: network)
    for (index, layer) in specification.layers(of: network).enumerated() {
      let name = specification.placedLayers(of: network)[index].name
      values = PlainLayer(layer, from: shapes[index], to: shapes[index + 1], rows: rows, name: name, parameters)
        .output(values)
    }
    return values
  }

  private func mixture(
    _ row: Int, _ x: [Double], mean: [Double], logVariance: [Double], _ prior: [Double], logits: [Double]
  ) -> (conditional: Double, component: Double, violation: Double) {
    let k = specification.components, size = specification.latent
    var logDensities = [Double](repeating: 0, count: k), divergences = logDensities
    for c in 0..<k {
      for d in 0..<size {
        let mu = prior[(row * 2 * k + c) * size + d], lv = prior[(row * 2 * k + k + c) * size + d]
        logDensities[c] -= 0.5 * ((x[d] - mu) * (x[d] - mu) / exp(lv) + lv)
        let spread = exp(logVariance[d]) + (mean[d] - mu) * (mean[d] - mu)
        divergences[c] += 0.5 * (lv - logVariance[d] + spread / exp(lv) - 1)
      }
    }
    if formulation == .sampled {
      var logPosterior = 0.0
      for d in 0..<size {
        let e = x[d] - mean[d]
        logPosterior -= 0.5 * (e * e / exp(logVariance[d]) + logVariance[d])
      }
      divergences = logDensities.map { logPosterior - $0 }
    }
    let p = softmax(logDensities), q = formulation == .firstVersion ? softmax(logits) : p
    return (
      zip(q, divergences).reduce(0) { $0 + $1.0 * $1.1 }, q.reduce(log(Double(k))) { $0 + $1 * log($1) },
      p.reduce(0) { $0 - $1 * log($1) }
    )
  }

  private func softmax(_ values: [Double]) -> [Double] {
    let total = log(values.reduce(0) { $0 + exp($1) })
    return values.map { exp($0 - total) }
  }

  private func logLikelihood(_ row: Int, _ decoded: [Double]) -> Double {
    let size = specification.observed, outputs = specification.likelihood.outputs(for: size)
    let parts = specification.likelihood.parameters.count
    let parameters = (0..<parts).map { part in (0..<size).map { decoded[row * outputs + part * size + $0] } }
    let example = Array(y[row / samples * size..<(row / samples + 1) * size])
    let counted = [Double](repeating: 1, count: size)
    return PlainLikelihood(specification.likelihood, example, counted, specification.levels.map(Int.init))
      .log(parameters).log
  }
}
