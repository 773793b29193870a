import Compute
import Language

#if canImport(Glibc)
  import Glibc
#endif

/// Runs scripts side by side in processes, as many at a time as asked for.
struct SweepRunner {
  /// Hears that a run ended, and how.
  typealias Report = (SweepRun, _ exitStatus: Int32) -> Void

  let processes: Int
  let environment: SessionEnvironment
  let files: FileDoor

  /// Runs them in their order until all have ended or the person asks to stop, which ends those under way.
  ///
  /// - Returns: whether all have ended by themselves.
  func run(_ runs: [SweepRun], report: Report) throws(CommandError) -> Bool {
    var waiting = runs[...]
    var running: [(run: SweepRun, process: any ScriptProcess)] = []
    defer { running.forEach { $0.process.stop() } }
    while !waiting.isEmpty || !running.isEmpty {
      if environment.isInterrupted() { return false }
      while running.count < processes, let next = waiting.popFirst() {
        running.append((next, try start(next)))
      }
      usleep(20_000)
      running.removeAll { run, process in
        guard let status = process.exitStatus else { return false }
        report(run, status)
        return true
      }
    }
    return true
  }

  private func start(_ run: SweepRun) throws(CommandError) -> any ScriptProcess {
    guard let start = environment.startScript else {
      throw CommandError("scripts cannot be started from here", hint: "give the sweep to gmvae run, or at its prompt")
    }
    let log = try files.allowedPath(run.log, argument: "folder"), output = try files.openLog(run.log)
    defer { close(output) }
    return try start(ScriptStart(script: files.resolve(run.script), log: log, output: output))
  }
}
