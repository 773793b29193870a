import Bytes
import Compute
import Language

/// Tells how far a sweep has come.
struct SweepReport {
  private let runs: [SweepRun]
  private let missing: Int
  private let tell: (Progress) -> Void
  private let began = Clock.now
  private var ended = 0
  /// What the complete runs came to.
  private(set) var results: [SweepResult] = []
  /// The runs that did not come to their end, and why.
  private(set) var failures: [(run: SweepRun, reason: String)] = []

  /// A sweep of these runs, of which some are complete already.
  init(runs: [SweepRun], known: [SweepResult], tell: @escaping (Progress) -> Void) {
    self.runs = runs
    self.tell = tell
    results = known
    missing = runs.count - known.count
  }

  func begin() { if missing > 0 { tell(progress(.began)) } }

  /// A run is complete.
  mutating func add(_ result: SweepResult) {
    results.append(result)
    ended += 1
    let measures = result.measures.filter { ["elbo", "prototype", "purity"].contains($0.name) }
    tell(
      progress(
        .milestone, title: "run \(result.run.number)/\(runs.count) \(result.run.title)",
        values: measures.map { .init($0.name == "elbo" ? "ELBO" : $0.name, $0.value) }))
    tell(progress(.advanced))
  }

  /// A run has failed.
  mutating func fail(_ run: SweepRun, _ reason: String) {
    failures.append((run, reason))
    ended += 1
    tell(progress(.advanced))
  }

  func end() { if missing > 0 { tell(progress(.ended)) } }

  private func progress(
    _ phase: Progress.Phase, title: String? = nil, values: [Progress.Measure] = []
  ) -> Progress {
    let done = runs.count - missing + ended, seconds = Clock.now - began
    return Progress(
      phase: phase, title: title ?? "sweep \(done)/\(runs.count)", fraction: Double(done) / Double(runs.count),
      secondsLeft: ended > 0 ? seconds / Double(ended) * Double(missing - ended) : nil, values: values)
  }
}
