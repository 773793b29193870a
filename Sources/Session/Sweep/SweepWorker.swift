import Bytes
import Files
import Language

/// The sweeps in folders, for programs that are no session's prompt: workers, status, merging.
public struct Sweeps {
  let session: Session

  /// What is known of the runs in the folder of a sweep, from the folder alone: a row for each.
  ///
  /// - Throws: `CommandError` if there are none.
  public func status(in folder: String) throws(CommandError) -> Table {
    let runs = try runs(in: folder), states = runs.map(state)
    let names = ["done", "running", "failed", "waiting"],
      counts = names.map { name in states.count { $0.name == name } }
    let times = zip(runs, states).filter { $1.name == "done" }.compactMap { run, _ in session.files.seconds(of: run) }
    let left = Self.timeLeft(times, running: counts[1], waiting: counts[3]).map { "; about \($0) left" } ?? ""
    return Table(
      title: "\(folder): " + zip(counts, names).map { "\($0) \($1)" }.joined(separator: ", ") + left,
      columns: ["run", "state", "what"].map { .init($0) },
      rows: zip(runs, states).map { [.text($0.name), .text($1.name), .text($1.what)] })
  }

  /// How long it still takes if as many run as now: those under way are half done, and all take as long as the others did.
  private static func timeLeft(_ times: [Double], running: Int, waiting: Int) -> String? {
    guard !times.isEmpty, running > 0 else { return nil }
    let mean = times.reduce(0, +) / Double(times.count)
    let seconds = mean * (0.5 + Double(waiting) / Double(running))
    let (count, unit) =
      seconds < 90 ? (seconds, "second") : seconds < 5400 ? (seconds / 60, "minute") : (seconds / 3600, "hour")
    let whole = max(1, Int(min(count, 1e6).rounded()))
    return whole.counted(unit)
  }

  private func state(of run: RunFiles) -> (name: String, what: String) {
    if session.files.exists(run.model) { return ("done", "") }
    if let path = try? session.files.allowedPath(run.lease, argument: "folder"),
      let holder = Lease.holder(at: path, within: session.files.fence)
    {
      let epoch = session.files.lastWords(of: run).split(separator: " ").prefix(2)
      let place = epoch.first == "epoch" ? ": " + epoch.joined(separator: " ") : ""
      return ("running", "on \(holder.host), process \(holder.process)" + place)
    }
    return session.files.failures(of: run).last.map { ("failed", $0) } ?? ("waiting", "")
  }

  /// Makes runs of a sweep until none is left, together with all others that do the same. A request to save gives back
  /// those under way, for others to make.
  ///
  /// - Parameter tell: hears a line for each run.
  /// - Returns: how many failed; nil if it was asked to stop.
  /// - Throws: `CommandError` if there are no runs, or if they are for another program.
  public func work(
    in folder: String, processes: Int, retries: Int, tell: (String) -> Void
  ) throws(CommandError) -> Int? {
    let runs = try runs(in: folder), missing = runs.filter { !session.files.exists($0.model) }
    session.files.removeLeases(of: runs.filter { !missing.contains($0) })
    var world = session.environment
    world.isInterrupted = { [environment = session.environment] in
      environment.isInterrupted() || environment.takeSaveRequest()
    }
    let runner = SweepRunner(processes: processes, retries: retries, environment: world, files: session.files)
    var ended = runs.count - missing.count, failed = 0
    let isWhole = try runner.run(missing) { run, ending in
      ended += 1
      let beginning = "\(ended)/\(runs.count) \(run.name): "
      switch ending {
      case .made: tell(beginning + "done")
      case .madeElsewhere: tell(beginning + "done elsewhere")
      case .failed(let reason):
        failed += 1
        tell(beginning + "failed: \(reason)")
      }
    }
    return isWhole ? failed : nil
  }

  /// A folder as a sweep names it.
  func folderName(_ folder: String) -> String {
    folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// The runs whose scripts are in a folder, by their names.
  ///
  /// - Parameter canRun: whether they are to be made here: by this program, and kept in this folder.
  func runs(in folder: String, canRun: Bool = true) throws(CommandError) -> [RunFiles] {
    let place = folderName(folder)
    let names = session.files.listFolder(place).filter { $0.hasSuffix(".gmv") }
    var runs: [RunFiles] = [], kept: String?
    for run in names.map({ RunFiles(base: "\(place)/\($0.dropLast(4))") }) {
      let lines = ((try? session.files.readText(run.script)) ?? "").split(whereSeparator: \.isNewline).map(String.init)
      guard let ending = lines.last, ending.hasPrefix(RunFiles.saving),
        lines.contains(where: { $0.hasPrefix(ProgramBuild.mark) })
      else { continue }
      guard ending == run.ending || !canRun else {
        kept = String(ending.dropFirst(RunFiles.saving.count))
        continue
      }
      guard !canRun || session.files.exists(run.model) || lines.contains(ProgramBuild.line) else { throw foreign(run) }
      runs.append(run)
    }
    guard runs.isEmpty else { return runs }
    throw noRuns(in: folder, but: kept)
  }

  private func noRuns(in folder: String, but kept: String?) -> CommandError {
    guard let kept else {
      return CommandError(
        "there are no runs of a sweep in '\(folder)'",
        hint: "give a sweep with on=workers first; its folder is sweeps/ and the settings' names")
    }
    return CommandError(
      "the runs in '\(folder)' end with: save model \(kept)",
      hint: "start the worker in the folder where the sweep was given, and name the sweep's folder as it did")
  }

  private func foreign(_ run: RunFiles) -> CommandError {
    CommandError(
      "'\(run.script)' was written by another build of gmvae than this one, \(ProgramBuild.name)",
      hint: "use the same program on all machines, or give the sweep again with this one, in another folder")
  }
}
