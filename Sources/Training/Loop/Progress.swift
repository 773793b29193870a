import Model

/// How much of a training call is done, and how fast it goes.
struct Progress {
  private var done: Int
  private let total: Int
  private let batch: Int
  /// Seconds a step, an average that forgets over about twenty steps.
  private var pace: Double?

  init(done: Int, total: Int, batch: Int) {
    self.done = done
    self.total = total
    self.batch = batch
  }

  mutating func advance(seconds: Double) {
    done += 1
    pace = pace.map { $0 + 0.05 * (seconds - $0) } ?? seconds
  }

  func report(at position: GMVAE.Position, terms: Terms) -> BatchReport {
    BatchReport(
      epoch: position.epoch + 1, step: position.step, fraction: min(1, Double(done) / Double(max(total, 1))),
      rate: pace.map { $0 > 0 ? Double(batch) / $0 : 0 } ?? 0, secondsLeft: Double(max(0, total - done)) * (pace ?? 0),
      terms: terms)
  }
}
