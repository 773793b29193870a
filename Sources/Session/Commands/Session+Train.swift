import Data
import Language
import Model
import Training

extension Session {
  /// Trains from where the model stands.
  func train(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let settings = TrainingSettings(
      epochs: invocation.integer("epochs") ?? 1, rate: invocation.number("rate") ?? 1e-3,
      batch: invocation.integer("batch") ?? loaded.preset.defaultBatch, samples: invocation.integer("samples") ?? 1,
      lambda: invocation.number("lambda") ?? 0, metricsInterval: invocation.integer("metrics") ?? 0)
    try checkMetrics(settings, dataset)
    noteOtherData(dataset, loaded)
    let trainer = try loaded.trainer(on: dataset, id: datasetID)
    autosave.begin()
    let firstEpoch = loaded.model.position.epoch
    let run = try trainer.train(settings, isCancelled: environment.isInterrupted) { event in
      if case .started(let settings, _) = event { loaded.lastRun = TrainingRun(settings: settings) }
      if case .epochEnded(let record) = event { loaded.history.append(record) }
      self.forward(event, epochs: firstEpoch + 1...firstEpoch + settings.epochs)
      if case .batchEnded = event { self.autosave.saveIfDue(loaded) }
    }
    loaded.lastRun = run
    if run.outcome == .interrupted || autosave.isUsed { autosave.save(loaded) }
    if case .diverged(let what, let epoch, let step, let restored) = run.outcome {
      throw CommandError(
        "training stopped in epoch \(epoch) at step \(step): \(what) is not finite", hint: wayOut(restored))
    }
    return .record(record(of: run))
  }

  private func checkMetrics(_ settings: TrainingSettings, _ dataset: Dataset) throws(CommandError) {
    guard settings.metricsInterval > 0, dataset.test.labels == nil || dataset.test.count == 0 else { return }
    throw CommandError(
      "\(dataset.name) has no labels for testing that the components could be compared with", argument: "metrics",
      hint: "train without metrics, or load data with labels")
  }

  private func noteOtherData(_ dataset: Dataset, _ loaded: LoadedModel) {
    let identity = identity(of: dataset)
    if loaded.model.optimizer.step > 0, loaded.data.checksum != identity.checksum {
      environment.note("the model was trained on other data (\(loaded.data.name), checksum \(loaded.data.checksum))")
    }
    loaded.data = identity
  }

  private func wayOut(_ restored: GMVAE.Position?) -> String {
    guard let restored else { return "make a new model and train with a smaller rate" }
    let steps = restored.step > 0 ? " and \(restored.step) steps" : ""
    return
      "the model is back as it was after \(restored.epoch) epoch\(restored.epoch == 1 ? "" : "s")\(steps); go on with a smaller rate"
  }

  /// Tells listeners of the prompt's kind what the trainer tells.
  private func forward(_ event: TrainingEvent, epochs: ClosedRange<Int>) {
    switch event {
    case .started:
      environment.progress(Progress(phase: .began, title: "training", fraction: 0))
    case .batchEnded(let report):
      environment.progress(
        Progress(
          phase: .advanced, title: "epoch \(report.epoch)/\(epochs.upperBound)", fraction: report.fraction,
          rate: report.rate,
          secondsLeft: report.secondsLeft, values: measures(report.terms)))
    case .epochEnded(let record):
      environment.progress(
        Progress(
          phase: .milestone, title: "epoch \(record.epoch)/\(epochs.upperBound)",
          fraction: Double(record.epoch - epochs.lowerBound + 1) / Double(epochs.count), values: measures(record.train))
      )
    case .ended:
      environment.progress(Progress(phase: .ended, title: "training", fraction: 1))
    }
  }

  private func measures(_ terms: Terms) -> [Progress.Measure] {
    [.init("ELBO", terms.elbo)] + terms.named.map { .init($0.name, $0.value) }
  }
}
