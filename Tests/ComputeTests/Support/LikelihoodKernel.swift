import CKernels

/// A likelihood kernel's results.
struct LikelihoodKernel: Equatable {
  static let weight = 0.75
  var log: [Float]
  var gradient: [Float]

  static func bernoulli(
    y: [Float], outputs: [Float], samples: Int, size: Int, weights: [Float]? = nil, withGradient: Bool = true
  ) -> Self {
    run(gm_bernoulli_likelihood, rows: outputs.count / size, y, outputs, samples, size, weights, withGradient)
  }

  static func gaussian(
    y: [Float], outputs: [Float], samples: Int, size: Int, weights: [Float]? = nil, withGradient: Bool = true
  ) -> Self {
    run(gm_gaussian_likelihood, rows: outputs.count / (2 * size), y, outputs, samples, size, weights, withGradient)
  }

  private typealias Kernel = (
    Int64, Int64, Int64, Float, UnsafePointer<Float>?, UnsafePointer<Float>, UnsafePointer<Float>,
    UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>?
  ) -> Void

  private static func run(
    _ kernel: Kernel, rows: Int, _ y: [Float], _ outputs: [Float], _ samples: Int, _ size: Int, _ weights: [Float]?,
    _ withGradient: Bool
  ) -> Self {
    var log = [Float](repeating: 7, count: rows), gradient = [Float](repeating: 7, count: outputs.count)
    let sizes = (Int64(rows / samples), Int64(samples), Int64(size))
    func run(_ weights: UnsafePointer<Float>?) {
      if withGradient {
        kernel(sizes.0, sizes.1, sizes.2, Float(weight), weights, y, outputs, &log, &gradient)
      } else {
        kernel(sizes.0, sizes.1, sizes.2, Float(weight), weights, y, outputs, &log, nil)
      }
    }
    if let weights { weights.withUnsafeBufferPointer { run($0.baseAddress) } } else { run(nil) }
    return LikelihoodKernel(log: log, gradient: gradient)
  }
}
