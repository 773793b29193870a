import CKernels
import Compute

/// What a pass reads: a batch of examples and noise for their draws.
public struct PassInputs {
  /// B.
  public let batch: Int
  /// M.
  public let samples: Int
  /// The examples, B × D.
  public let y: Buffer
  /// Noise of x, BM × Dx; zeros give the posterior means.
  public let noiseX: Buffer
  /// Noise of w, BM × Dw.
  public let noiseW: Buffer

  init(_ specification: ModelSpecification, batch: Int, samples: Int) throws(ComputeError) {
    self.batch = batch
    self.samples = samples
    y = try Buffer(count: batch * specification.observed)
    noiseX = try Buffer(count: batch * samples * specification.latent)
    noiseW = try Buffer(count: batch * samples * specification.style)
  }

  private init(batch: Int, samples: Int, y: Buffer, noiseX: Buffer, noiseW: Buffer) {
    self.batch = batch
    self.samples = samples
    self.y = y
    self.noiseX = noiseX
    self.noiseW = noiseW
  }

  /// The inputs of some of the examples, in the same memory.
  func slice(_ examples: Range<Int>) -> PassInputs {
    func part(_ buffer: Buffer) -> Buffer {
      let size = buffer.count / batch
      return Buffer(slice: examples.lowerBound * size, count: examples.count * size, of: buffer)
    }
    return PassInputs(
      batch: examples.count, samples: samples, y: part(y), noiseX: part(noiseX), noiseW: part(noiseW))
  }

  /// Draws fresh noise; the numbers depend on seed, purpose, epoch and step only.
  func drawNoise(seed: UInt64, latent: RandomPurpose, style: RandomPurpose, epoch: Int, step: Int) {
    for (purpose, noise) in [(latent, noiseX), (style, noiseW)] {
      gm_normals(
        seed, purpose.rawValue, UInt32(truncatingIfNeeded: epoch), UInt32(truncatingIfNeeded: step),
        Int64(noise.count), noise.pointer)
    }
  }
}
