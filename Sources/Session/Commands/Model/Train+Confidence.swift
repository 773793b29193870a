import Compute
import Data
import Language
import Training

extension Train {
  /// Tells what can be known of the clusters without labels after a training that is complete. Where the person chose the options,
  /// only that a cheap way is better, and only after a training of some length.
  static func noteConfidence(_ training: StartedTraining, on dataset: Dataset, isChosen: Bool, in session: Session)
    throws
  {
    let run = training.run
    guard run.outcome == .finished, isChosen || run.steps >= Self.longTraining else { return }
    do {
      let sample = TrainingSample(of: dataset, most: Confidence.examples)
      let encoding = try training.loaded.evaluator().encode(count: sample.count, reading: sample.reader)
      guard let confidence = Confidence(encoding, of: sample, seed: run.seed) else { return }
      let agreement = isChosen ? agreement(training, on: dataset, in: session) : nil
      if isChosen { session.environment.note(summary(confidence, agreement, of: training)) }
      for warning in warnings(confidence, agreement) { session.environment.note(warning) }
    } catch let error as ComputeError where error.isInterruption {
      // The training is complete; only the line about it is left out.
    }
  }

  /// Shorter ones are not over.
  private static let longTraining = 1000

  /// How far starts, or partitions of neighbors from other seeds, agree; nil if there is nothing to compare.
  private static func agreement(_ training: StartedTraining, on dataset: Dataset, in session: Session) -> Double? {
    if let agreement = training.agreement { return agreement }
    guard training.run.settings.agreement.isOn else { return nil }
    let components = training.loaded.specification.components
    return Stability.agreement(of: dataset, components: components, seed: training.run.seed) { _ in
      !session.environment.isInterrupted()
    }
  }

  private static func summary(_ confidence: Confidence, _ agreement: Double?, of training: StartedTraining) -> String {
    let unsure = NumberText.short((1000 * confidence.unsure).rounded() / 10)
    let floors = confidence.floors.map { "\($0.name) \(rounded($0.information))" }.joined(separator: ", ")
    let others = training.agreement == nil ? "partitions from other seeds" : "the starts"
    return
      "clusters: \(confidence.used) of \(confidence.components) components in use, \(unsure) % of the examples unsure, "
      + (agreement.map { "\(others) agree by an ARI of \(rounded($0)), " } ?? "")
      + "neighbors tell \(rounded(confidence.information)) nats of them (\(floors))"
  }

  private static func warnings(_ confidence: Confidence, _ agreement: Double?) -> [String] {
    var warnings: [String] = []
    if let agreement, agreement < Stability.least {
      warnings.append(
        "the clusters are not stable: others that are as good agree with them by an ARI of \(rounded(agreement)) only; compare "
          + "several seeds, or numbers of components")
    }
    if let better = confidence.better {
      warnings.append(
        "\(better.name) divides these data better: neighbors tell \(rounded(better.information)) nats of its clusters, and "
          + "\(rounded(confidence.information)) of the model's; train a new model: model; train")
    }
    return warnings
  }

  private static func rounded(_ number: Double) -> String { NumberText.short((100 * number).rounded() / 100) }
}
