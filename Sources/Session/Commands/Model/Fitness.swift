import Bytes
import Compute
import Data
import Language
import Model
import Training

/// Data meet a likelihood here, and nowhere else: it takes values of its support only.
/// Whether data, a model and a training fit each other.
enum Fitness {
  /// A table's categories have a distribution of their own, and numbers from 0 to 1 are taken as probabilities, if the
  /// network is made for any data.
  static func suitedLikelihood(_ preset: Preset, _ dataset: Dataset) -> Likelihood? {
    guard preset.suitsAnyData else { return nil }
    let categories = dataset.categories.reduce(0) { $0 + $1.count }
    if categories > 0 { return categories == dataset.train.shape.count ? .categorical : .mixed }
    guard dataset.value(outside: Likelihood.bernoulli.support) == nil else { return .gaussian }
    return dataset.train.shape.isImage || dataset.train.areNearlyBinary ? .bernoulli : .gaussian
  }

  /// Refuses data with values outside of the likelihood's support: its objective would have no bound.
  static func check(_ likelihood: Likelihood, takes dataset: Dataset, argument: String? = nil) throws(CommandError) {
    guard let outside = dataset.value(outside: likelihood.support) else { return }
    let others = [Likelihood.bernoulli, .gaussian].filter {
      $0 != likelihood && dataset.value(outside: $0.support) == nil
    }
    let way = others.first.map { "likelihood=\($0.name)" }
    let isScaled = argument != nil && dataset.columns?.contains { $0.scale.scaling != .none } == true
    throw CommandError(
      "a \(likelihood.title) likelihood needs \(likelihood.support.description), and \(dataset.name) has "
        + NumberText.short(Double(outside))
        + (dataset.train.firstValue(outside: likelihood.support) == nil ? " among its test examples" : ""),
      argument: argument,
      hint: isScaled
        ? "load it with scale=none, as its columns were scaled, or use \(way ?? "likelihood=gaussian")"
        : way.map { argument == nil ? "make a model for this data: model \($0)" : "use \($0)" }
          ?? "load the data without values that are not finite")
  }

  /// Refuses new examples with values outside of the support; those that are missing are no values.
  static func check(_ loaded: LoadedModel, takes batch: ExampleBatch) throws(CommandError) {
    let likelihood = loaded.specification.likelihood, size = loaded.specification.observed
    for (place, value) in batch.values.enumerated()
    where !likelihood.support.contains(value) && batch.counted[place] > 0 {
      let example = place / size
      let name = batch.ids.isEmpty ? "row \(batch.rows[example])" : "'\(batch.ids[example])'"
      throw CommandError(
        "a \(likelihood.title) likelihood needs \(likelihood.support.description), and \(name) has "
          + "\(NumberText.short(Double(value))) for \(loaded.units.names[place % size])",
        argument: "file", hint: "mend that value, or leave its row out")
    }
  }

  /// The places in an observation that the likelihood leaves out, with a note: those that never change, if it is a density.
  static func constants(for likelihood: Likelihood, in dataset: Dataset, in session: Session) throws(CommandError)
    -> [Int]
  {
    let places = likelihood.isDensity ? dataset.train.constantPlaces : []
    guard let first = places.first else { return [] }
    let size = dataset.train.shape.count
    guard places.count < size else {
      throw CommandError(
        "all training examples of \(dataset.name) are the same: the density of a constant has no bound",
        hint: "load data with examples that differ")
    }
    let what =
      places.count == 1
      ? "number \(first + 1) of each example never changes in training and is"
      : "\(places.count) of the \(size) numbers of each example never change in training and are"
    session.environment.note("\(what) left out of log p(y|x): the density of a constant has no bound")
    return places
  }

  /// Refuses data whose batches a model does not know.
  static func checkBatches(_ specification: ModelSpecification, _ dataset: Dataset) throws(CommandError) {
    guard let covariate = specification.covariate else {
      guard let batches = dataset.train.batches else { return }
      throw CommandError(
        "\(dataset.name) was loaded with batches, and the model was made without",
        hint: "make a model for this data: model, or load it without batch=\(batches.title.asColumn)")
    }
    guard let batches = dataset.train.batches, batches.title == covariate.title else {
      throw CommandError(
        "the model tells batches apart by \(covariate.title), and \(dataset.name) was loaded "
          + (dataset.train.batches.map { "with those of \($0.title)" } ?? "without batches"),
        hint: "load it with batch=\(covariate.title.asColumn), or make a model for this data: model")
    }
    let known = Set(covariate.names)
    guard let unknown = batches.names.first(where: { !known.contains($0) }) else { return }
    throw CommandError(
      "\(dataset.name) has the batch '\(unknown)', which the model does not know: its \(covariate.title) is one of "
        + covariate.names.listed(12),
      hint: "make a model for this data: model; assign tells the components of rows of other batches")
  }

  /// Refuses to train on data that have constants where the model expects none.
  static func checkConstants(_ loaded: LoadedModel, _ dataset: Dataset) throws(CommandError) {
    guard loaded.specification.likelihood.isDensity else { return }
    let known = Set(loaded.specification.constants)
    guard let new = dataset.train.constantPlaces.first(where: { !known.contains($0) }) else { return }
    throw CommandError(
      "number \(new + 1) is the same in all examples of \(dataset.name), and it was not in the data that the model was "
        + "made for: the density of a constant has no bound", hint: "make a model for this data: model")
  }

  /// Refuses a model that does not fit the machine.
  static func checkMemory(for specification: ModelSpecification, batch: Int) throws(CommandError) {
    let need = specification.memoryNeed(batch: batch)
    guard !need.isObtainable else { return }
    throw CommandError(
      "this model has \(specification.parameterCount) parameters and needs about "
        + "\(ComputeError.text(bytes: need.bytes)) to train in batches of \(batch), \(ComputeError.text(bytes: need.largest.bytes)) of it for "
        + "\(need.largest.what); \(ComputeError.text(bytes: Double(Machine.availableMemory))) are free",
      hint: "use smaller hidden layers, latent or components")
  }

  /// Refuses a training that does not fit the machine, and names one that does.
  static func checkMemory(
    toTrain specification: ModelSpecification, _ settings: TrainingSettings, examples: Int
  ) throws(CommandError) {
    let batch = min(settings.batch, examples), samples = settings.samples
    func need(_ batch: Int, _ samples: Int) -> MemoryNeed {
      specification.memoryNeed(
        batch: batch, samples: samples, withCopies: settings.consistency.isOn || settings.agreement.isOn,
        withLabels: settings.supervision > 0)
    }
    let all = need(batch, samples)
    guard !all.isObtainable else { return }
    var fit = (batch: batch, samples: samples)
    // A tenth of what there is: steps that just fit are no pleasure either.
    while !need(fit.batch, fit.samples).isObtainable(times: 10), fit.batch > 1 || fit.samples > 1 {
      if fit.samples > 10 || fit.batch == 1 {
        fit.samples = max(1, fit.samples / 10)
      } else {
        fit.batch = max(1, fit.batch / 10)
      }
    }
    throw CommandError(
      "a step of \(batch) examples with \(samples) draws each needs about \(ComputeError.text(bytes: all.bytes)), "
        + "\(ComputeError.text(bytes: all.largest.bytes)) of it for \(all.largest.what); "
        + "\(ComputeError.text(bytes: Double(Machine.availableMemory))) are free",
      argument: samples > 1 ? "samples" : "batch",
      hint:
        "train with batch=\(fit.batch) samples=\(fit.samples), which needs \(ComputeError.text(bytes: need(fit.batch, fit.samples).bytes))"
    )
  }
}

extension Dataset {
  /// The first value outside of a support, of the training examples and then of those for testing.
  func value(outside support: Support) -> Float? {
    train.firstValue(outside: support) ?? test.firstValue(outside: support)
  }
}

extension String {
  /// How a column with this title is named to `load`.
  fileprivate var asColumn: String {
    let number = "column "
    return hasPrefix(number) ? String(dropFirst(number.count)) : Value.text(self).written
  }
}
