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

  /// Weights of D numbers count for all examples, those of B × D each for its own.
  static func run(
    _ kernel: (UnsafePointer<gm_observation>) -> Void, rows: Int, _ y: [Float], _ outputs: [Float], _ samples: Int,
    _ size: Int, _ weights: [Float]? = nil, levels: [Int32]? = nil, weight: Float = Float(Self.weight),
    _ withGradient: Bool = true
  ) -> Self {
    var log = [Float](repeating: 7, count: rows), gradient = [Float](repeating: 7, count: outputs.count)
    let own = weights ?? [], isOwn = own.count > size
    y.withUnsafeBufferPointer { y in
      outputs.withUnsafeBufferPointer { outputs in
        own.withUnsafeBufferPointer { own in
          (levels ?? []).withUnsafeBufferPointer { places in
            log.withUnsafeMutableBufferPointer { log in
              gradient.withUnsafeMutableBufferPointer { gradient in
                guard let y = y.baseAddress, let outputs = outputs.baseAddress, let log = log.baseAddress else {
                  return
                }
                var observation = gm_observation(
                  batch: Int64(rows / samples), samples: Int64(samples), size: Int64(size),
                  weights: weights == nil ? nil : own.baseAddress, weights_stride: isOwn ? Int64(size) : 0,
                  levels: levels == nil ? nil : places.baseAddress, y: y, outputs: outputs, log_likelihood: log,
                  gradient: withGradient ? gradient.baseAddress : nil, weight: weight)
                kernel(&observation)
              }
            }
          }
        }
      }
    }
    return LikelihoodKernel(log: log, gradient: gradient)
  }
}
