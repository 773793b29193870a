import Bytes
import Compute
import Data
import Language
import Model
import Training

/// What a training that cannot go on is told as, with a way out.
extension Train {
  /// Throws if a training diverged.
  static func checkOutcome(_ run: TrainingRun, of loaded: LoadedModel, on dataset: Dataset, in session: Session)
    throws(CommandError)
  {
    guard case .diverged(let divergence, let epoch, let step, let restored) = run.outcome else { return }
    let place = "training stopped in epoch \(epoch) at step \(step)"
    switch divergence {
    case .notFinite(let what):
      throw CommandError(
        "\(place): \(what) is not finite",
        hint: wayOut(restored, ofFirst: epoch == 1 && step == 1, on: dataset, in: session))
    case .unbounded(let elbo, let bound):
      throw CommandError(
        "\(place): the ELBO of \(inNats(elbo)) nats is beyond \(inNats(bound)), the greatest that values with such steps "
          + "between them can have; their density has no bound",
        hint: wayOutOfDensity(dataset, in: session))
    }
  }

  private static func inNats(_ value: Double) -> String { NumberText.short((value * 1e3).rounded() / 1e3) }

  /// Numbers beyond this overflow in a few layers, whatever the rate.
  private static let largestUsual: Float = 1000

  private static func wayOut(
    _ restored: GMVAE.Position?, ofFirst isFirst: Bool, on dataset: Dataset, in session: Session
  ) -> String {
    if case .floats(let values) = dataset.train.storage, let statement = load(scaled: "standard", in: session),
      case let largest = values.reduce(0, { max($0, abs($1)) }), largest > Self.largestUsual
    {
      return
        "the data has values up to \(NumberText.short(Double(largest))), far from 0; bring them near: \(statement); "
        + "then make a new model"
    }
    guard let restored else { return "make a new model and train with a smaller rate" }
    if isFirst, session.state.models.current?.specification.encoder.contains(where: \.isNormalized) == false {
      return "its numbers overflow before it has learned; a network with normalization keeps them near 0: model compact"
    }
    let steps = restored.step > 0 ? " and \(restored.step) steps" : ""
    return
      "the model is back as it was after \(restored.epoch.counted("epoch"))\(steps); go on with a smaller rate"
  }

  /// A likelihood of probabilities, if there is one for the data.
  private static func wayOutOfDensity(_ dataset: Dataset, in session: Session) -> String {
    if let other = Likelihood.all.first(where: { !$0.isDensity && dataset.value(outside: $0.support) == nil }) {
      return "make a model of probabilities: model likelihood=\(other.name)"
    }
    guard let statement = load(scaled: "minmax", in: session) else {
      return "go back to a model that was trained for fewer epochs"
    }
    return "bring the values to 0…1, for a model of probabilities: \(statement); then make a new model"
  }

  /// The statement that loads the data scaled so; nil if it is scaled so, or cannot be.
  private static func load(scaled name: String, in session: Session) -> String? {
    guard let statement = session.state.data.origin?.statement, statement.hasPrefix("load csv ") else { return nil }
    let scaled = statement.replacing(#/ scale="?\w+"?/#, with: "") + " scale=\(name)"
    return statement.contains("scale=\"\(name)\"") ? nil : scaled
  }
}
