import CKernels

/// Random numbers from their definition: the words of Philox blocks, one after another, in double precision.
struct Draw {
  var seed: UInt64 = 0x1234_5678_9abc_def0
  var purpose: UInt32 = 3
  var epoch: UInt32 = 5
  var step: UInt32 = 7

  func words(_ count: Int) -> [UInt32] {
    let key = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)]
    var words: [UInt32] = []
    for block in 0..<UInt32((count + 3) / 4) {
      var output: [UInt32] = [0, 0, 0, 0]
      gm_philox([block, step, epoch, purpose], key, &output)
      words += output
    }
    return words
  }

  /// The upper 23 bits of each word, in the middle of their interval of 0…1.
  func uniforms(_ count: Int) -> [Double] { words(count).map { (Double($0 >> 9) + 0.5) * 0x1p-23 } }

  func kernelNormals(_ count: Int) -> [Float] {
    var output = [Float](repeating: .nan, count: count)
    gm_normals(seed, purpose, epoch, step, Int64(count), &output)
    return output
  }

  func kernelUniforms(_ count: Int, limit: Float) -> [Float] {
    var output = [Float](repeating: .nan, count: count)
    gm_uniforms(seed, purpose, epoch, step, Int64(count), limit, &output)
    return output
  }

  func kernelBernoulli(_ probabilities: [Float]) -> [Float] {
    var y = probabilities
    gm_bernoulli_draws(seed, purpose, epoch, step, Int64(y.count), &y)
    return y
  }

  /// This draw, and one that differs in each of the things that numbers depend on.
  var variations: [Draw] {
    var all = [self, self, self, self, self, self]
    all[1].seed += 1
    all[2].seed += 1 << 40
    all[3].purpose += 1
    all[4].epoch += 1
    all[5].step += 1
    return all
  }
}
