import Compute
import Files
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

  /// Runs them in their order until all have ended or the person asks to stop, which ends those under way. Runs that
  /// another process is making are waited for.
  ///
  /// - Parameter isComplete: whether the result of a run is there.
  /// - Returns: whether all have ended by themselves.
  func run(_ runs: [SweepRun], isComplete: (SweepRun) -> Bool, report: Report) throws(CommandError) -> Bool {
    var waiting = runs[...], elsewhere: [SweepRun] = []
    var running: [(run: SweepRun, process: any ScriptProcess, lock: SweepLock)] = []
    var rounds = 0
    defer { running.forEach { $0.process.stop() } }
    while !waiting.isEmpty || !elsewhere.isEmpty || !running.isEmpty {
      if environment.isInterrupted() { return false }
      while running.count < processes, let next = waiting.popFirst() {
        guard let lock = try lock(next) else {
          elsewhere.append(next)
          continue
        }
        if isComplete(next) { report(next, 0) } else { running.append((next, try start(next), lock)) }
      }
      usleep(20_000)
      running.removeAll { run, process, _ in
        guard let status = process.exitStatus else { return false }
        report(run, status)
        return true
      }
      rounds += 1
      if waiting.isEmpty, rounds % Self.roundsBetweenLooks == 0 { swap(&waiting, with: &elsewhere) }
    }
    return true
  }

  /// Once a second.
  private static let roundsBetweenLooks = 50

  private func swap(_ waiting: inout ArraySlice<SweepRun>, with elsewhere: inout [SweepRun]) {
    waiting = elsewhere[...]
    elsewhere = []
  }

  private func lock(_ run: SweepRun) throws(CommandError) -> SweepLock? {
    let path = try files.allowedPath(run.lock, argument: "folder")
    do throws(SystemError) {
      return try SweepLock.take(at: path, within: files.fence)
    } catch {
      throw CommandError(
        "the run '\(run.script)' cannot be started: \(error.message)", argument: "folder",
        hint: "name another folder with folder=\"…\"")
    }
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
