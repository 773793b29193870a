import Bytes
import Files
import Language

#if canImport(Glibc)
  import Glibc
#endif

/// Runs scripts side by side in processes, as many at a time as asked for. Other processes, on this machine and on others,
/// may do the same in the same folder: who has a run's lease makes it.
final class SweepRunner {
  /// How a run ended.
  enum Ending {
    /// It was made, here or by another process.
    case made, madeElsewhere
    /// It failed for this reason.
    case failed(String)
  }

  /// Hears that a run ended, and how.
  typealias Report = (RunFiles, Ending) -> Void

  /// A run under way.
  private struct Running {
    let run: RunFiles
    let process: any ScriptProcess
    let lease: Lease
    let clock = Clock.timestamp
    let began = Clock.now
  }

  private let processes: Int
  /// How often a run that failed is tried again.
  private let retries: Int
  private let environment: SessionEnvironment
  private let files: FileDoor
  private var waiting: ArraySlice<RunFiles> = []
  /// Runs that another process is making.
  private var elsewhere: [RunFiles] = []
  private var running: [Running] = []
  private var renewedAt = Clock.now

  init(processes: Int, retries: Int, environment: SessionEnvironment, files: FileDoor) {
    self.processes = processes
    self.retries = retries
    self.environment = environment
    self.files = files
  }

  /// Runs them in their order until all have ended or the person asks to stop, which ends those under way. Runs that
  /// another process is making are waited for.
  ///
  /// - Returns: whether all have ended by themselves.
  func run(_ runs: [RunFiles], report: Report) throws(CommandError) -> Bool {
    waiting = runs[...]
    defer {
      running.forEach { $0.process.stop() }
      running = []
    }
    var rounds = 0
    while !waiting.isEmpty || !elsewhere.isEmpty || !running.isEmpty {
      if environment.isInterrupted() { return false }
      while running.count < processes, let next = waiting.popFirst() { try begin(next, report) }
      usleep(20_000)
      renew()
      let ended = running.filter { $0.process.exitStatus != nil }
      // What stops this process may have ended its runs too, as in a job whose time is over: these have not failed.
      let isStopped = !ended.isEmpty && environment.isInterrupted()
      for one in ended where !isStopped || one.process.exitStatus == 0 { end(one, report) }
      running.removeAll { one in ended.contains { $0.run == one.run } }
      if isStopped { return false }
      rounds += 1
      if waiting.isEmpty, rounds % Self.roundsBetweenLooks == 0 { (waiting, elsewhere) = (elsewhere[...], []) }
    }
    return true
  }

  /// Once a second.
  private static let roundsBetweenLooks = 50

  /// Starts a run, unless it is made elsewhere, complete, or given up.
  private func begin(_ run: RunFiles, _ report: Report) throws(CommandError) {
    guard let lease = try lease(run) else { return elsewhere.append(run) }
    if files.exists(run.model) { return report(run, .madeElsewhere) }
    let failures = files.failures(of: run)
    if failures.count > retries { return report(run, .failed(failures.last ?? "")) }
    running.append(Running(run: run, process: try start(run), lease: lease))
  }

  private func end(_ ended: Running, _ report: Report) {
    let run = ended.run, status = ended.process.exitStatus ?? 1
    let error = status == 0 ? nil : Self.signal(status) ?? files.lastWords(of: run)
    files.keepRecord(
      of: run, error: error, began: ended.clock, seconds: Clock.now - ended.began,
      peakMemory: ended.process.peakMemory)
    guard let error else {
      files.remove(run.failures)
      return report(run, .made)
    }
    files.note("\(Host.name): \(error)", of: run)
    if files.failures(of: run).count <= retries { return elsewhere.append(run) }
    report(run, .failed(error))
  }

  /// What ended a run, if that was a signal.
  private static func signal(_ status: Int32) -> String? {
    guard status > 128 else { return nil }
    return "it was ended by signal \(status - 128)" + (status == 128 + SIGKILL ? ", as when memory is short" : "")
  }

  /// Renews the leases now and then. Who lost one, as after a long suspension, stops that run: somebody else makes it.
  private func renew() {
    guard Clock.now - renewedAt >= Lease.duration / 6 else { return }
    renewedAt = Clock.now
    let lost = running.filter { !$0.lease.renew() }
    lost.forEach { $0.process.stop() }
    running.removeAll { one in lost.contains { $0.run == one.run } }
    elsewhere += lost.map(\.run)
  }

  private func lease(_ run: RunFiles) throws(CommandError) -> Lease? {
    let path = try files.allowedPath(run.lease, argument: "folder")
    do throws(SystemError) {
      return try Lease.take(at: path, within: files.fence)
    } catch {
      throw CommandError(
        "the run '\(run.script)' cannot be started: \(error.message)", argument: "folder",
        hint: "name another folder with folder=\"…\"")
    }
  }

  private func start(_ run: RunFiles) throws(CommandError) -> any ScriptProcess {
    guard let start = environment.startScript else {
      throw CommandError("scripts cannot be started from here", hint: "give the sweep to gmvae run, or at its prompt")
    }
    let log = try files.allowedPath(run.log, argument: "folder"), output = try files.openLog(run.log)
    defer { close(output) }
    return try start(ScriptStart(script: files.resolve(run.script), log: log, output: output))
  }
}
