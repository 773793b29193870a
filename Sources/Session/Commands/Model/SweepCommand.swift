import Archive
import Compute
import Interruption
import Language
import Training

/// `sweep`: repeats a block over settings and seeds in processes of their own.
struct SweepCommand: SessionCommand {
  static let runs = Option(
    "runs", .integer(1...10_000), default: 1, "how many seeds for each setting, from the session's seed on")
  static let processes = Option(
    "processes", .integer(1...1024), otherwise: "the threads",
    "how many runs at the same time; they share the threads")
  static let folder = Option(
    "folder", .path(), otherwise: "sweeps/ and the settings' names", "where the runs are kept")
  static let retries = Option(
    "retries", .integer(0...100), default: 0, "how often a run that failed is tried again")
  static let place = Option(
    "on", .choice(["here", "workers", "slurm", "hosts"]), default: "here",
    "where runs are made: workers leaves them to gmvae worker FOLDER; slurm and hosts write a script that starts these")
  static let hosts = Option(
    "hosts", .names, default: [], shown: "none", "with on=hosts: the machines, as ssh calls them")

  let declaration = CommandDeclaration(
    "sweep", [Self.runs, Self.processes, Self.folder, Self.retries, Self.place, Self.hosts],
    summary: "repeat a block over settings and seeds, several runs side by side",
    details: """
      Every combination of the settings' values is run with the same seeds, each run in a process of its own that loads \
      the session's data, has the variables and definitions that the block uses, and ends with a model. The folder keeps \
      for each run its script, what it showed (.log), its model, and where, when and how it was made (.json), named for \
      all that the result depends on, the program's build too. If it is given again, after an interruption or with more \
      values or runs, a sweep makes only the runs that are missing; with another block, start or data it makes all. A run \
      that fails is a row with its error, the others go on, and the exit status is 1. elbo is the mean over the last epoch \
      of training, test_elbo that of the test examples after it. Compares runs by the test metrics and names the one with \
      the best ELBO in training, which no label chose. Without labels the results have test_elbo, \
      stability (the mean adjusted Rand index of pairs of a setting's runs) and the sizes of the best run's components. plot \
      accuracy runs=(s.trainings) draws the runs of let s = sweep … with their bands, if the block trains with metrics=1.
      On several machines: with on=workers a sweep writes the runs and comes back at once. Any number of processes gmvae \
      worker FOLDER, on all machines that share the folder, divide the runs among them, in two terminals, under GNU \
      parallel or in a job of any kind; what a killed one had, others make again. on=slurm writes a job of the Slurm \
      manager with processes= workers (one for each run if it is not given), each with the threads that are set, or \
      else one; on=hosts writes a script that starts a worker with processes= runs at a time on each host over ssh. The \
      same sweep, given again, compares what is complete and tries again what failed. gmvae sweep status FOLDER tells how \
      far it is, and gmvae sweep merge FROM INTO brings together what machines without a common disk made.
      """,
    needs: [.data],
    returns:
      "a record: results (mean ± sd of each setting), runs (a row each), trainings, and best, the model with the best ELBO",
    examples: [
      "sweep runs=2 { model components=4 hidden=5; train 1 epoch }",
      "let s = sweep lambda in [0, 1.5] runs=2 { model; train 1 epoch lambda=lambda metrics=1 }",
      "sweep components in [4, 8] rate in [1e-3] { model components=components; train 1 epoch rate=rate } > \"runs.csv\"",
      "sweep runs=24 on=workers { model components=4 hidden=5; train 1 epoch }",
      "sweep runs=24 on=slurm processes=8 { model components=4 hidden=5; train 1 epoch }",
    ], writesFile: true,
    blockForm: "sweep lambda in [0, 1.5] runs=5 { model; train 60 epochs lambda=lambda }")

  func perform(_ call: Call, in session: Session) throws -> Outcome { try Self.sweep(call, in: session) }
}

extension SweepCommand {
  /// Repeats a block over settings and seeds in processes of their own, and compares the models they end with.
  static func sweep(_ call: Call, in session: Session) throws -> Outcome {
    guard let plan = call.sweep else { return .nothing }
    guard (call[SweepCommand.place] == "hosts") != call[SweepCommand.hosts].isEmpty else {
      throw CommandError(
        "on=hosts and hosts= belong together", argument: "hosts", hint: "for example on=hosts hosts=[node1, node2]")
    }
    let folder = SweepFolder(path: sweepFolder(plan, call), files: session.files, force: call.force)
    let start = plan.needsBefore.contains(.model) ? try SweepStart(session.requireModel().checkpoint) : nil
    let runs = try sweepRuns(plan, call, start, in: folder, in: session)
    let known = runs.compactMap { try? Self.result(of: $0, in: session) }, complete = Set(known.map(\.run.number))
    let missing = runs.filter { !complete.contains($0.number) }
    session.files.removeLeases(of: known.map(\.run.files))
    let threads = session.state.threads ?? Engine.threads
    let processes = min(call[SweepCommand.processes] ?? threads, max(1, missing.count))
    // A job's nodes have other cores than this machine.
    let each = call[SweepCommand.place] == "slurm" ? session.state.threads ?? 1 : max(1, threads / processes)
    try write(missing, start, in: folder, threads: each)
    for run in missing { session.files.remove(run.files.failures) }
    guard call[SweepCommand.place] == "here" else {
      try leave(missing, of: runs.count, in: folder.path, call, processes: processes, threads: each, in: session)
      return Outcome(value(of: SweepReport(runs: runs, known: known) { _ in }, runs))
    }
    let runner = SweepRunner(
      processes: processes, retries: call[SweepCommand.retries], environment: session.environment, files: session.files)
    var result = Result<Outcome, any Error>.success(.nothing)
    session.environment.delayingEnd {
      result = Result { try perform(runs, known, missing: missing, by: runner, in: session) }
    }
    return try result.get()
  }

  /// Leaves runs to workers, and tells how these are started.
  private static func leave(
    _ missing: [SweepRun], of all: Int, in folder: String, _ call: Call, processes: Int, threads: Int,
    in session: Session
  ) throws {
    let count = missing.count
    guard count > 0 else { return session.environment.note("all \(all) runs are complete") }
    let beginning = "\(count) of \(all) runs are to be made"
    let order = WorkerOrder(
      folder: folder, workingFolder: session.files.workingFolder, retries: call[SweepCommand.retries],
      confinement: session.environment.confinement)
    let script: WorkerScript
    switch call[SweepCommand.place] {
    case "slurm":
      let workers = min(call[SweepCommand.processes] ?? 1000, count)
      script = order.slurm(workers: workers, threads: threads)
    case "hosts": script = order.hosts(call[SweepCommand.hosts], processes: processes)
    default:
      return session.environment.note("\(beginning): start workers, here or elsewhere, with gmvae worker \(folder)")
    }
    try session.files.write(Array(script.text.utf8), to: script.path, force: true)
    session.environment.note("\(beginning): start workers with \(script.start)")
  }

  private static func sweepFolder(_ plan: SweepPlan, _ call: Call) -> String {
    let names = plan.axes.map(\.name).joined(separator: "-")
    return call[SweepCommand.folder] ?? "sweeps/\(names.isEmpty ? "seeds" : names)"
  }

  /// All runs in their order: setting by setting, seed by seed.
  private static func sweepRuns(
    _ plan: SweepPlan, _ call: Call, _ start: SweepStart?, in folder: SweepFolder, in session: Session
  ) throws -> [SweepRun] {
    let head = try sweepHead(in: session) + folder.checksums(ofFilesAmong: plan.placesRead)
    let settings = plan.settings, seeds = call[SweepCommand.runs], most = 10_000
    guard settings.count * seeds <= most else {
      throw CommandError(
        "\(settings.count) settings with \(seeds) seeds each are \(settings.count * seeds) runs, and a sweep has at most "
          + "\(most)", argument: "runs", hint: "name fewer values or runs")
    }
    let pairs = settings.flatMap { values in (0..<UInt64(seeds)).map { (values, session.state.seed &+ $0) } }
    return pairs.enumerated().map { index, pair in
      SweepRun(
        number: index + 1, setting: zip(plan.axes, pair.0).map { (name: $0.name, value: $1) }, seed: pair.1,
        preparation: head, statements: plan.script(pair.0), start: start, folder: folder.path)
    }
  }

  /// What comes before every run's own statements: the same data, learned from in the same way.
  private static func sweepHead(in session: Session) throws(CommandError) -> [String] {
    _ = try session.requireData()
    guard let origin = session.state.data.origin else {
      throw CommandError("the data cannot be loaded again by a statement", hint: "load it anew with load")
    }
    return ["set autosave 0"]
      + (session.settings.precision == .float32 ? [] : ["set precision \(session.settings.precision)"]) + [
        "seed \(origin.seed)", origin.statement,
        "expect data.checksum == \"\(session.state.data.id)\", \"the data is that of the sweep\"",
      ]
  }

  /// Writes the scripts of runs.
  private static func write(_ runs: [SweepRun], _ start: SweepStart?, in folder: SweepFolder, threads: Int) throws {
    guard !runs.isEmpty else { return }
    let opening = try start.map { ["open model \(Value.text(try folder.keep($0)).written)"] } ?? []
    for run in runs {
      let machinery = [
        "# \(run.title.escapingControls)",
        "# gmvae \(Session.version), \(Engine.instructionSet), oneDNN \(Engine.version)", ProgramBuild.line,
        "threads \(threads)",
      ]
      try folder.keep(machinery + run.preparation + opening + run.statements + [run.files.ending], of: run)
    }
  }

  private static func perform(
    _ runs: [SweepRun], _ known: [SweepResult], missing: [SweepRun], by runner: SweepRunner, in session: Session
  ) throws -> Outcome {
    var report = SweepReport(runs: runs, known: known, tell: session.environment.progress)
    report.begin()
    let isWhole = try runner.run(missing.map(\.files)) { ended, ending in
      guard let run = missing.first(where: { $0.files == ended }) else { return }
      do {
        if case .failed(let reason) = ending { throw CommandError(reason) }
        report.add(try Interruption.ignored { try result(of: run, in: session) })
      } catch {
        let reason = (error as? CommandError)?.message ?? "\(error)"
        report.fail(run, reason)
        session.environment.note("run \(run.number) (\(run.title)) failed: \(reason); all of it: \(ended.log)")
      }
    }
    report.end()
    tellEnd(report, of: runs, isWhole: isWhole, in: session)
    var outcome = Outcome(value(of: report, runs))
    outcome.hasFailures = !report.failures.isEmpty
    return outcome
  }

  private static func tellEnd(_ report: SweepReport, of runs: [SweepRun], isWhole: Bool, in session: Session) {
    if !isWhole {
      session.environment.note(
        "\(report.results.count) of \(runs.count) runs are complete; give the same sweep again to make the others")
    } else if let failure = report.failures.first {
      session.environment.note(
        report.results.isEmpty
          ? "no run of the sweep finished; run one by hand: source \(Value.text(failure.run.script).written)"
          : "\(report.failures.count) of \(runs.count) runs failed; the same sweep tries them again")
    }
  }

  /// What a run came to. Throws where its model is not there, or is not one that was trained.
  private static func result(of run: SweepRun, in session: Session) throws -> SweepResult {
    guard session.files.exists(run.model) else { throw CommandError("there is no model '\(run.model)'") }
    let loaded = try savedModel(run.model, in: session)
    guard let training = loaded.lastRun, let terms = loaded.newestTerms, let test = session.state.data.dataset?.test,
      let train = session.state.data.dataset?.train.spread(over: Train.comparedExamples)
    else {
      throw CommandError("its model was not trained")
    }
    var metrics: ClusterMetrics?, testELBO: Double?
    let evaluator = try loaded.evaluator()
    let shown = test.count > 0 ? test : train
    let encoding = try evaluator.encode(count: shown.count, reading: shown.reader)
    if test.count > 0 {
      testELBO = try loaded.terms(of: test).elbo
      if let labels = test.labels {
        metrics = ClusterMetrics(of: encoding, labels: labels, classes: session.state.data.dataset?.classes.count ?? 0)
      }
    }
    var record = Train.record(of: training)
    record.fields.insert(.init("setting", .text(run.settingText)), at: 0)
    return SweepResult(
      run: run, training: record, elbo: terms.elbo, testELBO: testELBO, metrics: metrics,
      components: encoding.components, assignments: encoding.assignments,
      minutes: loaded.history.reduce(0) { $0 + $1.seconds } / 60)
  }

  private static func savedModel(_ path: String, in session: Session) throws -> LoadedModel {
    do {
      return LoadedModel(
        try Checkpoint(contentsOf: session.files.allowedPath(path, argument: "folder"), engine: session.engine()))
    } catch let error as ArchiveError {
      throw CommandError("'\(path)' cannot be opened: \(error.reason)", argument: "folder")
    }
  }

  private static func value(of report: SweepReport, _ runs: [SweepRun]) -> Value {
    let results = report.results.sorted { $0.run.number < $1.run.number }, failures = report.failures
    guard !results.isEmpty || !failures.isEmpty else { return .nothing }
    let best = results.best.map { best in
      [
        Record.Field("best_run", .text(best.run.title + ": the best ELBO in training")),
        Record.Field("best", .text(best.run.model)),
      ]
    }
    return .record(
      Record(
        kind: "sweep",
        fields: [
          .init("results", .table(results.resultsTable(of: runs))),
          .init("runs", .table(results.runsTable(with: failures))),
          .init("trainings", .list(results.map { .record($0.training) })),
        ] + (failures.isEmpty ? [] : [.init("failed", .number(Double(failures.count)))]) + (best ?? [])))
  }
}
