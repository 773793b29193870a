/// What trainings from several seeds came to with each of several numbers of components, and the number they speak for. No
/// label is looked at.
public struct ComponentChoice: Sendable {
  /// What trainings with one number of components came to.
  public struct Candidate: Sendable {
    /// K.
    public let components: Int
    /// The ELBO of examples held out, in nats each: a number for each training that came to its end.
    public let elbos: [Double]
    /// How far the clusters of the trainings agree: the mean adjusted Rand index of all pairs; nil without a pair.
    public let stability: Double?
    /// The shares of the examples in the components of the training with the best ELBO, the largest first; components
    /// without examples are left out.
    public let shares: [Double]

    /// Takes the ELBO and the examples' components of each training.
    public init(components: Int, elbos: [Double], assignments: [[Int]]) {
      self.components = components
      self.elbos = elbos
      spread = Spread(elbos)
      stability = Stability.agreement(of: assignments)
      let best = elbos.indices.max { elbos[$0] < elbos[$1] }
      shares = best.map { Stability.shares(of: assignments[$0], components: components) } ?? []
    }

    /// The mean of the ELBOs and how far they are from it.
    public let spread: Spread

    /// The least ELBO that is within a standard error of the mean.
    fileprivate var floor: Double { spread.mean - spread.deviation / Double(max(elbos.count, 1)).squareRoot() }
  }

  /// In increasing order of K.
  public let candidates: [Candidate]

  /// Agreements that differ by less count as alike.
  private static let tolerance = 0.1

  /// Takes what was tried.
  public init(_ candidates: [Candidate]) { self.candidates = candidates.sorted { $0.components < $1.components } }

  /// Of the numbers whose clusters are about as stable as the most stable ones, the least whose ELBO is within a standard
  /// error of the best. Nil if nothing was divided: if all examples are in one component, seeds agree for no reason.
  public var chosen: Candidate? {
    let divided = candidates.filter { $0.shares.count > 1 }
    let most = divided.compactMap(\.stability).max() ?? 0
    let stable = divided.filter { ($0.stability ?? 0) >= most - Self.tolerance }
    guard let best = stable.max(by: { $0.spread.mean < $1.spread.mean }) else { return nil }
    return stable.first { $0.spread.mean >= best.floor }
  }
}
