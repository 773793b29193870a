import Archive
import Compute
import Interruption
import Language
import Training

extension Session {
  /// Repeats a block over settings and seeds in processes of their own, and compares the models they end with.
  func sweep(_ invocation: Invocation) throws -> Value {
    guard let plan = invocation.sweep else { return .nothing }
    let runs = sweepRuns(plan, invocation)
    let folder = SweepFolder(path: sweepFolder(plan, invocation), files: files, force: invocation.force)
    let threads = self.threads ?? Engine.threads
    let processes = min(invocation.integer("processes") ?? threads, runs.count)
    let missing = try prepare(runs, plan, in: folder, threads: max(1, threads / processes))
    var result = Result<Value, any Error>.success(.nothing)
    environment.delayingEnd {
      result = Result { try perform(runs, missing: missing, processes: processes) }
    }
    return try result.get()
  }

  private func sweepFolder(_ plan: SweepPlan, _ invocation: Invocation) -> String {
    let names = plan.axes.map(\.name).joined(separator: "-")
    return invocation.text("folder") ?? "sweeps/\(names.isEmpty ? "seeds" : names)"
  }

  private func sweepRuns(_ plan: SweepPlan, _ invocation: Invocation) -> [SweepRun] {
    let seeds = (0..<UInt64(invocation.integer("runs") ?? 1)).map { seed &+ $0 }
    return SweepRun.all(plan, seeds: seeds, folder: sweepFolder(plan, invocation))
  }

  /// Writes the scripts of the runs and gives those that are not complete.
  private func prepare(
    _ runs: [SweepRun], _ plan: SweepPlan, in folder: SweepFolder, threads: Int
  ) throws -> [SweepRun] {
    let head = try sweepHead(threads: threads)
    if plan.goesOnFromModel { try folder.keepStart(requireModel().checkpoint.write) }
    let start = plan.goesOnFromModel ? ["open model \"\(folder.start)\""] : []
    var missing: [SweepRun] = []
    for run in runs {
      let values = run.setting.map(\.value)
      let lines =
        ["# \(run.title.escapingControls)"] + head + ["seed \(run.seed)"] + start + plan.script(values)
        + ["save model \"\(run.model)\" force=true"]
      let isKnown = folder.isKept(lines, of: run)
      try folder.keep(lines, of: run)
      if !isKnown || !folder.isComplete(run) { missing.append(run) }
    }
    return missing
  }

  /// What comes before every run's own statements: the same machinery and the same data.
  private func sweepHead(threads: Int) throws(CommandError) -> [String] {
    _ = try requireData()
    guard let origin = dataOrigin else {
      throw CommandError("the data cannot be loaded again by a statement", hint: "load it anew with load")
    }
    return [
      "# gmvae \(Session.version), \(Engine.instructionSet), oneDNN \(Engine.version)", "threads \(threads)",
      "set autosave 0",
    ] + (settings.precision == .float32 ? [] : ["set precision \(settings.precision)"]) + [
      "seed \(origin.seed)", origin.statement,
      "expect data.checksum == \"\(datasetID)\", \"the data is that of the sweep\"",
    ]
  }

  private func perform(_ runs: [SweepRun], missing: [SweepRun], processes: Int) throws -> Value {
    var report = SweepReport(runs: runs, missing: missing.count, tell: environment.progress)
    for run in runs where !missing.contains(where: { $0.number == run.number }) {
      report.add(try result(of: run))
    }
    report.begin()
    let runner = SweepRunner(processes: processes, environment: environment, files: files)
    let isWhole = try runner.run(missing) { run, status in
      guard status == 0, let result = try? Interruption.ignored({ try result(of: run) }) else {
        report.fail()
        return environment.note("run \(run.number) (\(run.title)) failed: \(lastWords(of: run)); all of it: \(run.log)")
      }
      report.add(result)
    }
    report.end()
    if !isWhole {
      environment.note("\(report.results.count) of \(runs.count) runs are complete; the same sweep goes on from there")
    }
    return try value(of: report.results.sorted { $0.run.number < $1.run.number }, runs, isWhole: isWhole)
  }

  /// The error in a run's log, or else its last line.
  private func lastWords(of run: SweepRun) -> String {
    let lines = ((try? files.readText(run.log)) ?? "").split(whereSeparator: \.isNewline)
    let error = lines.lazy.compactMap { line in line.firstRange(of: "error: ").map { line[$0.upperBound...] } }.first
    return (error ?? lines.last).map(String.init) ?? "it said nothing"
  }

  private func result(of run: SweepRun) throws -> SweepResult {
    let loaded = try savedModel(run.model)
    guard let training = loaded.lastRun, let terms = loaded.newestTerms, let dataset else {
      throw CommandError("the model of run \(run.number) was not trained", hint: "train it in the block of the sweep")
    }
    var metrics: ClusterMetrics?
    if let labels = dataset.test.labels, dataset.test.count > 0 {
      let encoding = try loaded.evaluator().encode(count: dataset.test.count, reading: dataset.test.reader)
      metrics = ClusterMetrics(of: encoding, labels: labels, classes: dataset.classes.count)
    }
    var record = record(of: training)
    record.fields.insert(.init("setting", .text(run.settingText)), at: 0)
    return SweepResult(
      run: run, training: record, elbo: terms.elbo, metrics: metrics,
      minutes: loaded.history.reduce(0) { $0 + $1.seconds } / 60)
  }

  private func savedModel(_ path: String) throws -> LoadedModel {
    do {
      return LoadedModel(try Checkpoint(contentsOf: files.allowedPath(path, argument: "folder"), engine: engine()))
    } catch let error as ArchiveError {
      throw CommandError(
        "'\(path)' cannot be opened: \(error.reason)", argument: "folder", hint: "remove it, and its run is made again")
    }
  }

  private func value(of results: [SweepResult], _ runs: [SweepRun], isWhole: Bool) throws(CommandError) -> Value {
    guard let best = results.best else {
      guard isWhole else { return .nothing }
      throw CommandError("no run of the sweep came to its end", hint: "run one by hand: source \"\(runs[0].script)\"")
    }
    return .record(
      Record(
        kind: "sweep",
        fields: [
          .init("results", .table(results.resultsTable(of: runs))), .init("runs", .table(results.runsTable)),
          .init("trainings", .list(results.map { .record($0.training) })),
          .init("best_run", .text(best.run.title + ": the best ELBO in training")),
          .init("best", .text(best.run.model)),
        ]))
  }
}
