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

  let declaration = CommandDeclaration(
    "sweep", [Self.runs, Self.processes, Self.folder],
    summary: "repeat a block over settings and seeds, several runs side by side",
    details: """
      Every combination of the settings' values is run with the same seeds, each run in a process of its own that loads the \
      session's data, has the variables and definitions that the block uses, and ends with a model. The folder keeps for each run \
      its script, what it showed (.log) and its model, named for all that the result depends on. If it is given again, \
      after an interruption or with more values or runs, a sweep makes only the runs that are missing; with another \
      block, start or data it makes all. A \
      run that fails is a row with its error, the others go on, and the exit status is 1. elbo is the mean over the last epoch of \
      training, test_elbo that of the test examples after it. Compares runs by the test metrics and names the one with \
      the best ELBO \
      in training, which no label chose. plot accuracy runs=(s.trainings) draws the runs of let s = sweep … with their \
      bands, if the block trains with metrics=1.
      """,
    needs: [.data],
    returns:
      "a record: results (mean ± sd of each setting), runs (a row each), trainings, and best, the model with the best ELBO",
    examples: [
      "sweep runs=2 { model components=4 hidden=5; train 1 epoch }",
      "let s = sweep lambda in [0, 1.5] runs=2 { model; train 1 epoch lambda=lambda metrics=1 }",
      "sweep components in [4, 8] rate in [1e-3] { model components=components; train 1 epoch rate=rate } > \"runs.csv\"",
    ], writesFile: true,
    blockForm: "sweep lambda in [0, 1.5] runs=5 { model; train 60 epochs lambda=lambda }")

  func perform(_ call: Call, in session: Session) throws -> Outcome { try session.sweep(call) }
}

extension Session {
  /// Repeats a block over settings and seeds in processes of their own, and compares the models they end with.
  func sweep(_ call: Call) throws -> Outcome {
    guard let plan = call.sweep else { return .nothing }
    let folder = SweepFolder(path: sweepFolder(plan, call), files: files, force: call.force)
    let start = plan.needsBefore.contains(.model) ? try SweepStart(requireModel().checkpoint) : nil
    let runs = try sweepRuns(plan, call, start, in: folder)
    let known = runs.compactMap { try? self.result(of: $0) }, complete = Set(known.map(\.run.number))
    let missing = runs.filter { !complete.contains($0.number) }
    let threads = self.threads ?? Engine.threads
    let processes = min(call[SweepCommand.processes] ?? threads, max(1, missing.count))
    try write(missing, start, in: folder, threads: max(1, threads / processes))
    var result = Result<Outcome, any Error>.success(.nothing)
    environment.delayingEnd {
      result = Result { try perform(runs, known, missing: missing, processes: processes) }
    }
    return try result.get()
  }

  private func sweepFolder(_ plan: SweepPlan, _ call: Call) -> String {
    let names = plan.axes.map(\.name).joined(separator: "-")
    return call[SweepCommand.folder] ?? "sweeps/\(names.isEmpty ? "seeds" : names)"
  }

  /// All runs in their order: setting by setting, seed by seed.
  private func sweepRuns(
    _ plan: SweepPlan, _ call: Call, _ start: SweepStart?, in folder: SweepFolder
  ) throws -> [SweepRun] {
    let head = try sweepHead() + folder.checksums(ofFilesAmong: plan.placesRead)
    let settings = plan.settings, seeds = call[SweepCommand.runs], most = 10_000
    guard settings.count * seeds <= most else {
      throw CommandError(
        "\(settings.count) settings with \(seeds) seeds each are \(settings.count * seeds) runs, and a sweep has at most "
          + "\(most)", argument: "runs", hint: "name fewer values or runs")
    }
    let pairs = settings.flatMap { values in (0..<UInt64(seeds)).map { (values, seed &+ $0) } }
    return pairs.enumerated().map { index, pair in
      SweepRun(
        number: index + 1, setting: zip(plan.axes, pair.0).map { (name: $0.name, value: $1) }, seed: pair.1,
        preparation: head, statements: plan.script(pair.0), start: start, folder: folder.path)
    }
  }

  /// What comes before every run's own statements: the same data, learned from in the same way.
  private func sweepHead() throws(CommandError) -> [String] {
    _ = try requireData()
    guard let origin = dataOrigin else {
      throw CommandError("the data cannot be loaded again by a statement", hint: "load it anew with load")
    }
    return ["set autosave 0"] + (settings.precision == .float32 ? [] : ["set precision \(settings.precision)"]) + [
      "seed \(origin.seed)", origin.statement,
      "expect data.checksum == \"\(datasetID)\", \"the data is that of the sweep\"",
    ]
  }

  /// Writes the scripts of runs.
  private func write(_ runs: [SweepRun], _ start: SweepStart?, in folder: SweepFolder, threads: Int) throws {
    guard !runs.isEmpty else { return }
    let opening = try start.map { ["open model \(Value.text(try folder.keep($0)).written)"] } ?? []
    for run in runs {
      let machinery = [
        "# \(run.title.escapingControls)",
        "# gmvae \(Session.version), \(Engine.instructionSet), oneDNN \(Engine.version)", "threads \(threads)",
      ]
      let end = ["save model \(Value.text(run.model).written) force=true"]
      try folder.keep(machinery + run.preparation + opening + run.statements + end, of: run)
    }
  }

  private func perform(
    _ runs: [SweepRun], _ known: [SweepResult], missing: [SweepRun], processes: Int
  ) throws -> Outcome {
    var report = SweepReport(runs: runs, known: known, tell: environment.progress)
    report.begin()
    let runner = SweepRunner(processes: processes, environment: environment, files: files)
    let isWhole = try runner.run(missing, isComplete: { files.exists($0.model) }) { run, status in
      do {
        guard status == 0 else { throw CommandError(lastWords(of: run)) }
        report.add(try Interruption.ignored { try result(of: run) })
      } catch {
        let reason = (error as? CommandError)?.message ?? "\(error)"
        report.fail(run, reason)
        environment.note("run \(run.number) (\(run.title)) failed: \(reason); all of it: \(run.log)")
      }
    }
    report.end()
    tellEnd(report, of: runs, isWhole: isWhole)
    var outcome = Outcome(value(of: report, runs))
    outcome.hasFailures = !report.failures.isEmpty
    return outcome
  }

  private func tellEnd(_ report: SweepReport, of runs: [SweepRun], isWhole: Bool) {
    if !isWhole {
      environment.note("\(report.results.count) of \(runs.count) runs are complete; the same sweep goes on from there")
    } else if let failure = report.failures.first {
      environment.note(
        report.results.isEmpty
          ? "no run of the sweep finished; run one by hand: source \(Value.text(failure.run.script).written)"
          : "\(report.failures.count) of \(runs.count) runs failed; the same sweep tries them again")
    }
  }

  /// The error in a run's log, or else its last line.
  private func lastWords(of run: SweepRun) -> String {
    let lines = ((try? files.readText(run.log)) ?? "").split(whereSeparator: \.isNewline)
    let error = lines.lazy.compactMap { line in line.firstRange(of: "error: ").map { line[$0.upperBound...] } }.first
    return (error ?? lines.last).map(String.init) ?? "it said nothing"
  }

  /// What a run came to. Throws where its model is not there, or is not one that was trained.
  private func result(of run: SweepRun) throws -> SweepResult {
    guard files.exists(run.model) else { throw CommandError("there is no model '\(run.model)'") }
    let loaded = try savedModel(run.model)
    guard let training = loaded.lastRun, let terms = loaded.newestTerms, let test = dataset?.test else {
      throw CommandError("its model was not trained")
    }
    var metrics: ClusterMetrics?, testELBO: Double?
    if test.count > 0 {
      let evaluator = try loaded.evaluator()
      testELBO = try evaluator.terms(count: test.count, samples: 1, reading: test.reader, counting: test.counter).elbo
      if let labels = test.labels {
        let encoding = try evaluator.encode(count: test.count, reading: test.reader)
        metrics = ClusterMetrics(of: encoding, labels: labels, classes: dataset?.classes.count ?? 0)
      }
    }
    var record = record(of: training)
    record.fields.insert(.init("setting", .text(run.settingText)), at: 0)
    return SweepResult(
      run: run, training: record, elbo: terms.elbo, testELBO: testELBO, metrics: metrics,
      minutes: loaded.history.reduce(0) { $0 + $1.seconds } / 60)
  }

  private func savedModel(_ path: String) throws -> LoadedModel {
    do {
      return LoadedModel(try Checkpoint(contentsOf: files.allowedPath(path, argument: "folder"), engine: engine()))
    } catch let error as ArchiveError {
      throw CommandError("'\(path)' cannot be opened: \(error.reason)", argument: "folder")
    }
  }

  private func value(of report: SweepReport, _ runs: [SweepRun]) -> Value {
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
