import Compute
import Data
import Language
import Training

extension Train {
  /// Refuses restarts of what has been trained, and of what has no number of epochs.
  static func checkStarts(
    _ call: Call, _ settings: TrainingSettings, _ loaded: LoadedModel
  ) throws(CommandError) {
    let names = [Train.restarts, Train.start].filter { call[$0] > 1 }.map(\.declaration.name)
    guard let name = names.first else { return }
    if names.count > 1 {
      throw CommandError("start names one of the starts that restarts tries", argument: name, hint: "name one of both")
    }
    if loaded.model.optimizer.step > 0 {
      throw CommandError(
        "\(name) begins with a new model, and this one has been trained for \(loaded.epochsText)", argument: name,
        hint: "make a new model first: model")
    }
    guard name == "restarts" else { return }
    guard case .epochs = settings.length else {
      throw CommandError(
        "restarts divides a number of epochs among the starts", argument: name,
        hint: "name epochs: train 20 epochs restarts=3")
    }
  }

  /// Refuses what the processor does not have.
  static func checkPrecision(_ precision: Precision) throws(CommandError) {
    guard !precision.isSupported else { return }
    throw CommandError(
      "this processor does not multiply bfloat16 numbers", argument: "precision",
      hint: "it needs AVX-512 BF16; float32 runs everywhere: set precision float32")
  }

  /// Refuses supervision without labels, or with more classes than components.
  private static func checkLabels(_ loaded: LoadedModel, _ dataset: Dataset) throws(CommandError) {
    guard dataset.train.labels?.contains(where: { $0 >= 0 }) ?? false else {
      throw CommandError(
        "\(dataset.name) has no labels to train on", argument: TrainingKeys.supervision.declaration.name,
        hint: "train without supervision, or load data with labels; those of most examples may be empty")
    }
    let classes = dataset.classes.count, components = loaded.specification.components
    guard classes <= components else {
      throw CommandError(
        "\(classes) classes need a component each, and the model has \(components)",
        argument: TrainingKeys.supervision.declaration.name,
        hint: "make a model with more components: model components=\(classes)")
    }
  }

  /// Refuses what the data or the model's age does not allow.
  static func check(_ settings: TrainingSettings, _ loaded: LoadedModel, _ dataset: Dataset) throws(CommandError) {
    if settings.metricsInterval > 0, dataset.test.labels == nil || dataset.test.count == 0 {
      throw CommandError(
        "\(dataset.name) has no labels for testing that the components could be compared with", argument: "metrics",
        hint: "train without metrics, or load data with labels")
    }
    if settings.supervision > 0 { try checkLabels(loaded, dataset) }
    try checkPrecision(settings.precision)
    if settings.isBinary, let outside = dataset.train.firstValue(outside: .unitInterval) {
      throw CommandError(
        "binary pixels are drawn from values from 0 to 1, and \(dataset.name) has \(NumberText.short(Double(outside)))",
        argument: "binary", hint: "train without binary=true")
    }
    if settings.formulation != .firstVersion, settings.schedule.terms.violation != Ramp(0) {
      throw CommandError(
        "alpha belongs to the paper's first version", argument: "alpha", hint: "add objective=v1, or leave alpha out")
    }
    let model = loaded.model
    if model.optimizer.step > 0, Double(model.position.epoch) < settings.pretraining, !model.hasStandardPrior {
      throw CommandError(
        "pretrain begins with a model's first epoch, and this one has been trained", argument: "pretrain",
        hint: "make a new model first: model")
    }
    let end = settings.schedule.cosine, age = loaded.model.position.epoch
    if end > 0, Double(age) + settings.epochsNamed > end {
      throw CommandError(
        "the rate falls to 0 at the model's epoch \(NumberText.short(end)), and this training goes on to epoch "
          + NumberText.short(Double(age) + settings.epochsNamed), argument: "cosine",
        hint: "name a later epoch for cosine, or train for fewer")
    }
  }
}

extension Settings {
  /// What large products of training multiply.
  var precision: Precision { Precision(rawValue: self[.precision].text) ?? .float32 }
}

extension TrainingSettings {
  /// The least number of epochs that training is sure to begin.
  fileprivate var epochsNamed: Double {
    if case .epochs(let count) = length { Double(count) } else { 0 }
  }
}
