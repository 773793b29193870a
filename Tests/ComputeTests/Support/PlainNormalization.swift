/// y = max(0, γ (x - μ)/√(σ² + ε) + β) over a batch, for images of any number of pixels (one for vectors).
struct PlainNormalization {
  let batch: Int, channels: Int, pixels: Int
  /// Batch × channels × pixels.
  let x: [Float]
  let scale, shift, runningMean, runningVariance: [Float]
  /// dL/dy.
  let gradient: [Float]

  init(batch: Int, channels: Int, pixels: Int) {
    (self.batch, self.channels, self.pixels) = (batch, channels, pixels)
    x = numbers(batch * channels * pixels, in: -2...3, seed: 1)
    scale = numbers(channels, in: 0.5...2, seed: 2)
    shift = numbers(channels, seed: 3)
    runningMean = numbers(channels, seed: 4)
    runningVariance = numbers(channels, in: 0.5...2, seed: 5)
    gradient = numbers(x.count, seed: 6)
  }

  var valuesPerChannel: Int { batch * pixels }

  /// Where the numbers of a channel lie.
  func places(_ channel: Int) -> [Int] {
    (0..<batch).flatMap { b in (0..<pixels).map { (b * channels + channel) * pixels + $0 } }
  }

  func batchMean(_ channel: Int) -> Double {
    places(channel).reduce(0) { $0 + Double(x[$1]) } / Double(valuesPerChannel)
  }

  /// Without Bessel's correction.
  func batchVariance(_ channel: Int) -> Double {
    let mean = batchMean(channel)
    return places(channel).reduce(0) { $0 + (Double(x[$1]) - mean) * (Double(x[$1]) - mean) } / Double(valuesPerChannel)
  }

  func forward(training: Bool) -> [Double] {
    var y = [Double](repeating: 0, count: x.count)
    for c in 0..<channels {
      let mean = training ? batchMean(c) : Double(runningMean[c])
      let variance = training ? batchVariance(c) : Double(runningVariance[c])
      for i in places(c) {
        y[i] = max(0, Double(scale[c]) * (Double(x[i]) - mean) / (variance + 1e-5).squareRoot() + Double(shift[c]))
      }
    }
    return y
  }

  struct Gradients {
    var x, scale, shift: [Double]
  }

  /// With x̂ = (x - μ)/√(σ² + ε) and g = dL/dy where y > 0: dβ = Σ g, dγ = Σ g x̂,
  /// dx = γ/√(σ² + ε) · (g - mean g - x̂ · mean g x̂).
  func backward() -> Gradients {
    let y = forward(training: true)
    var gradients = Gradients(x: y.map { _ in 0 }, scale: [], shift: [])
    for c in 0..<channels {
      let deviation = (batchVariance(c) + 1e-5).squareRoot(), mean = batchMean(c), n = Double(valuesPerChannel)
      func g(_ i: Int) -> Double { y[i] > 0 ? Double(gradient[i]) : 0 }
      func normalized(_ i: Int) -> Double { (Double(x[i]) - mean) / deviation }
      let shift = places(c).reduce(0) { $0 + g($1) }, scale = places(c).reduce(0) { $0 + g($1) * normalized($1) }
      for i in places(c) {
        gradients.x[i] = Double(self.scale[c]) / deviation * (g(i) - shift / n - normalized(i) * scale / n)
      }
      gradients.shift.append(shift)
      gradients.scale.append(scale)
    }
    return gradients
  }
}
