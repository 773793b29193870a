import Data
import Language
import Training

extension Session {
  /// Refuses what the data or the model's age does not allow.
  func check(_ settings: TrainingSettings, _ loaded: LoadedModel, _ dataset: Dataset) throws(CommandError) {
    if settings.metricsInterval > 0, dataset.test.labels == nil || dataset.test.count == 0 {
      throw CommandError(
        "\(dataset.name) has no labels for testing that the components could be compared with", argument: "metrics",
        hint: "train without metrics, or load data with labels")
    }
    if settings.isBinary, let outside = dataset.train.firstOutsideUnitInterval {
      throw CommandError(
        "binary pixels are drawn from values from 0 to 1, and \(dataset.name) has \(NumberText.short(Double(outside)))",
        argument: "binary", hint: "train without binary=true")
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

extension TrainingSettings {
  /// The least number of epochs that training is sure to begin.
  fileprivate var epochsNamed: Double {
    if case .epochs(let count) = length { Double(count) } else { 0 }
  }
}
