import CKernels

/// The sizes of a pass, and where the encoder's heads lie in a row of its output.
public struct PassSizes: Sendable, Equatable {
  /// B, the examples.
  public let batch: Int
  /// M, the draws of x and w for each.
  public let samples: Int
  /// K.
  public let components: Int
  /// Dx.
  public let latent: Int
  /// Dw.
  public let style: Int
  /// K if the encoder has logits of q(z|y), else 0.
  public let logits: Int

  /// Names the sizes.
  public init(batch: Int, samples: Int, components: Int, latent: Int, style: Int, logits: Int) {
    self.batch = batch
    self.samples = samples
    self.components = components
    self.latent = latent
    self.style = style
    self.logits = logits
  }

  /// BM, the rows of x, w and all that follows from them.
  public var rows: Int { batch * samples }

  /// The encoder's heads, in the order of its output.
  public enum Head: CaseIterable, Sendable {
    /// The parameters of q(x|y) and q(w|y), and the logits of q(z|y).
    case latentMean, latentLogVariance, styleMean, styleLogVariance, logits
  }

  /// How many numbers a head has.
  public func count(of head: Head) -> Int {
    switch head {
    case .latentMean, .latentLogVariance: latent
    case .styleMean, .styleLogVariance: style
    case .logits: logits
    }
  }

  /// Where a head lies in a row of the encoder's output.
  public func range(of head: Head) -> Range<Int> {
    let start = Head.allCases.prefix { $0 != head }.reduce(0) { $0 + count(of: $1) }
    return start..<start + count(of: head)
  }

  /// The numbers in a row of the encoder's output.
  public var headWidth: Int { Head.allCases.reduce(0) { $0 + count(of: $1) } }

  var kernel: gm_sizes {
    gm_sizes(
      batch: Int64(batch), samples: Int64(samples), components: Int64(components), latent: Int64(latent),
      style: Int64(style), logits: Int64(logits))
  }
}
