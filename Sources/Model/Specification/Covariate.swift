import Compute

/// The batches that a model tells apart: plates, labs, donors. The decoder is told an example's batch, p(y|x, batch), and p(w) has
/// a mean for each, N(m_batch, I); so x and the components need not say what differs between batches. The encoder is told none.
public struct Covariate: Sendable, Equatable {
  /// The title of the column that told them.
  public let title: String
  /// Their names.
  public let names: [String]
  /// Their shares of the training examples.
  public let shares: [Double]

  /// No model tells more apart.
  public static let mostBatches = 1000

  /// Batches with their shares, which add up to 1.
  public init(title: String, names: [String], shares: [Double]) {
    precondition(names.count == shares.count, "each batch has its share")
    (self.title, self.names, self.shares) = (title, names, shares)
  }

  /// How many there are.
  public var count: Int { names.count }

  /// A batch drawn by the shares.
  public func draw(using generator: inout CounterGenerator) -> Int32 {
    var left = generator.uniform()
    let last = shares.lastIndex { $0 > 0 } ?? 0
    for (batch, share) in shares.enumerated() where share > 0 {
      left -= share
      if left < 0 { return Int32(batch) }
    }
    return Int32(last)
  }
}

extension ModelSpecification {
  /// How many batches are told apart.
  var batches: Int { covariate?.count ?? 0 }

  /// How many numbers the means of p(w) have.
  public var styleMeanCount: Int { batches * style }
}

extension GMVAE {
  /// The mean of p(w) in a batch; over the batches by their shares if none is named, and 0 if none are told apart.
  public func styleMean(of batch: Int? = nil) -> [Float] {
    let zero = [Float](repeating: 0, count: specification.style)
    guard let covariate = specification.covariate, let means = parameters[Covariate.styleMeans]?.value.buffer else {
      return zero
    }
    func mean(_ batch: Int) -> Slice<UnsafeMutableBufferPointer<Float>> {
      means.values[batch * zero.count..<(batch + 1) * zero.count]
    }
    if let batch { return Array(mean(batch)) }
    return covariate.shares.enumerated().reduce(into: zero) { sum, share in
      for (place, value) in mean(share.offset).enumerated() { sum[place] += Float(share.element) * value }
    }
  }
}

extension Covariate {
  /// The name of the parameter with the means of p(w), batches × Dw.
  static let styleMeans = "style.means"
}
