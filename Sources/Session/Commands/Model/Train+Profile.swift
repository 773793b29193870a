import Compute
import Language
import Training

extension Train {
  /// Where the time of a training's steps went: milliseconds a step, and the rate of the layers' products.
  static func profileTable(_ profile: Profile, of run: TrainingRun) -> Table {
    let steps = Double(max(run.steps, 1)), total = run.secondsPerStep * steps
    let measured = profile.entries.reduce(0) { $0 + $1.seconds }
    let rows = profile.entries.map { entry in
      row(entry.place, entry.work.rawValue, entry.seconds, steps, entry.operations, total)
    }
    return Table(
      title: "where a step's time goes",
      columns: [.init("place"), .init("work"), .init("ms"), .init("GFLOP/s"), .init("share", unit: "%")],
      rows: rows + [
        row("data and waiting", "", total - measured, steps, 0, total),
        row(
          "all", "", total, steps, profile.entries.reduce(0) { $0 + $1.operations }, total),
      ])
  }

  private static func row(
    _ place: String, _ work: String, _ seconds: Double, _ steps: Double, _ operations: Double, _ total: Double
  ) -> [Value] {
    func rounded(_ value: Double, _ digits: Double) -> Value { .number((value * digits).rounded() / digits) }
    return [
      .text(place), .text(work), rounded(1e3 * seconds / steps, 1000),
      operations > 0 && seconds > 0 ? rounded(operations / seconds / 1e9, 1) : .nothing,
      rounded(total > 0 ? 100 * seconds / total : 0, 10),
    ]
  }
}
