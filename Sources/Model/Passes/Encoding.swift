import Compute

/// What recognition says of N examples: the posteriors' parameters and the components' densities at their means.
public struct Encoding: Sendable {
  /// N, K, Dx and Dw.
  public let count: Int
  /// K.
  public let components: Int
  /// Dx.
  public let latent: Int
  /// Dw.
  public let style: Int
  /// Means of q(x|y), N × Dx.
  public internal(set) var latentMeans: [Float] = []
  /// Log variances of q(x|y), N × Dx.
  public internal(set) var latentLogVariances: [Float] = []
  /// Means of q(w|y), N × Dw.
  public internal(set) var styleMeans: [Float] = []
  /// Log variances of q(w|y), N × Dw.
  public internal(set) var styleLogVariances: [Float] = []
  /// log p(z=k|y) up to a constant of each example, N × K: log N(x; mu_k(w), var_k(w)) at the posterior means of x and w, or the
  /// logits of q(z|y) if the model has such.
  public internal(set) var logDensities: [Float] = []
  /// The mean of p(w), Dw numbers.
  let styleCenter: [Float]

  init(count: Int, _ model: GMVAE) {
    let specification = model.specification
    styleCenter = model.styleMean()
    self.count = count
    components = specification.components
    latent = specification.latent
    style = specification.style
    latentMeans.reserveCapacity(count * latent)
    latentLogVariances.reserveCapacity(count * latent)
    styleMeans.reserveCapacity(count * style)
    styleLogVariances.reserveCapacity(count * style)
    logDensities.reserveCapacity(count * components)
  }

  /// Adds what a pass says of its first rows; `densities` are the components'.
  mutating func append(_ rows: Int, of pass: ForwardPass, _ densities: Buffer) {
    let sizes = pass.sizes
    if sizes.logits == 0 { logDensities += densities.values[0..<rows * sizes.components] }
    for row in 0..<rows {
      func head(_ head: PassSizes.Head) -> Slice<UnsafeMutableBufferPointer<Float>> {
        let range = sizes.range(of: head), start = row * sizes.headWidth
        return pass.heads.buffer.values[start + range.lowerBound..<start + range.upperBound]
      }
      latentMeans += head(.latentMean)
      latentLogVariances += head(.latentLogVariance)
      styleMeans += head(.styleMean)
      styleLogVariances += head(.styleLogVariance)
      logDensities += head(.logits)
    }
  }

  /// Adds what is said of the examples that follow.
  mutating func append(_ other: Encoding) {
    latentMeans += other.latentMeans
    latentLogVariances += other.latentLogVariances
    styleMeans += other.styleMeans
    styleLogVariances += other.styleLogVariances
    logDensities += other.logDensities
  }

  /// p(z|y) of an example, at the posterior means.
  public func responsibilities(of example: Int) -> [Double] {
    let log = logDensities[example * components..<(example + 1) * components].map(Double.init)
    let largest = log.max() ?? 0
    let weights = log.map { exponential($0 - largest) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// The component with the highest density, for each example.
  public var assignments: [Int] {
    logDensities.withUnsafeBufferPointer { densities in
      (0..<count).map { example in
        let row = example * components
        var best = 0
        for k in 1..<max(components, 1) where densities[row + k] > densities[row + best] { best = k }
        return best
      }
    }
  }

  /// The same if components count as one: `groups` names for each such component the one that stands for it, which then
  /// has the sum of their probabilities.
  public func merging(_ groups: [Int: Int]) -> Encoding {
    var merged = self
    let others = groups.keys.sorted()
    for first in Set(groups.values).sorted() {
      let places = [first] + others.filter { groups[$0] == first }
      for row in stride(from: 0, to: count * components, by: components) {
        let log = places.map { Double(logDensities[row + $0]) }
        for place in places { merged.logDensities[row + place] = -.infinity }
        merged.logDensities[row + first] = Float(logSumExp(log, without: -1))
      }
    }
    return merged
  }

  /// How typical each example is of a component: log N(x; mu_k(w), var_k(w)) N(w; m, 1) at the posterior means, up to a
  /// constant, with the mean m of p(w). Logits of q(z|y) stand for the first factor if the model has such.
  public func typicality(of component: Int) -> [Double] {
    (0..<count).map { example in
      let w = styleMeans[example * style..<(example + 1) * style]
      let squares = zip(w, styleCenter).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
      return Double(logDensities[example * components + component]) - squares / 2
    }
  }

  /// log p(z=k|y) - log(1 - p(z=k|y)) for each example and its own component k: ranks examples where the probabilities
  /// themselves round to 1.
  public var margins: [Double] {
    zip(0..<count, assignments).map { example, component in
      let log = logDensities[example * components..<(example + 1) * components].map(Double.init)
      return log[component] - logSumExp(log, without: component)
    }
  }
}
