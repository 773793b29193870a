import Bytes
import Compute
import Data
import Language
import Model
import Training

/// The session's model with what was learned about it so far.
final class LoadedModel {
  let model: GMVAE
  let preset: Preset
  /// The data it was made for or last trained on.
  var data: DataIdentity
  /// What the person says of components.
  var notes = ComponentNotes() { didSet { encodings = [:] } }
  /// Every epoch since the model was made.
  var history: [EpochRecord] = []
  /// The last training.
  var lastRun: TrainingRun?
  /// Where the last training's time went, if that was asked for.
  var profile: Table?
  /// The step of training that a file has, for the session to see what would be lost with it.
  var savedStep = 0
  private var trainer: (dataset: String, trainer: Trainer)?
  private var inference: Inference?
  private var bound: (steps: Int, dataset: String, value: Double)?
  /// The data that the likelihood is known to take.
  private var taken: String?
  private var encodings: [Share: (steps: Int, dataset: String, encoding: Encoding)] = [:]

  init(_ model: GMVAE, preset: Preset, data: DataIdentity) {
    self.model = model
    self.preset = preset
    self.data = data
  }

  /// A saved model.
  init(_ checkpoint: Checkpoint) {
    model = checkpoint.model
    preset = Preset(rawValue: model.specification.name) ?? .suited(to: model.specification.observedShape)
    data = checkpoint.data
    history = checkpoint.history
    notes = checkpoint.notes
    lastRun = TrainingRun(checkpoint)
    savedStep = model.optimizer.step
  }

  /// All of it, to be saved.
  var checkpoint: Checkpoint {
    var checkpoint = Checkpoint(
      model, history: history, settings: lastRun?.settings, data: data, machinery: .current(program: Session.version))
    checkpoint.notes = notes
    return checkpoint
  }

  var specification: ModelSpecification { model.specification }

  /// What the numbers of an example are.
  var units: ExampleUnits { ExampleUnits(data.columns, size: specification.observed) }

  /// The terms of the last completed epoch, or else of the one under way.
  var newestTerms: Terms? { history.last?.train ?? lastRun?.terms }

  /// How long it was trained, for titles.
  var epochsText: String {
    let position = model.position
    let epochs = position.epoch.counted("epoch")
    return position.step > 0 ? "\(epochs) and \(position.step.counted("step"))" : epochs
  }

  /// The trainer for a data set, kept while it stays loaded.
  func trainer(on dataset: Dataset, id: String) throws -> Trainer {
    if let trainer, trainer.dataset == id { return trainer.trainer }
    let made = try Trainer(model, on: dataset)
    trainer = (id, made)
    return made
  }

  /// Checks that the likelihood takes a data set, once for each.
  func checkTakes(_ dataset: String, _ check: () throws(CommandError) -> Void) throws(CommandError) {
    guard taken != dataset else { return }
    try check()
    taken = dataset
  }

  /// The ELBO that all but one in a hundred of a data set's training examples exceed, measured once for each state.
  func ordinaryBound(_ examples: Examples, id: String) throws -> Double {
    let steps = model.optimizer.step
    if let bound, bound.steps == steps, bound.dataset == id { return bound.value }
    let elbos = try bounds(of: examples).sorted()
    let value = elbos[elbos.count / 100]
    bound = (steps, id, value)
    return value
  }

  /// The ELBO of each example at the posterior means.
  func bounds(of examples: Examples) throws -> [Double] {
    try evaluator().bounds(
      count: examples.count, reading: examples.reader, counting: examples.counter,
      batches: examples.batchCodes(for: specification))
  }

  /// The terms of examples with fixed draws.
  func terms(of examples: Examples, samples: Int = 1) throws -> Terms {
    try evaluator().terms(
      count: examples.count, samples: samples, reading: examples.reader, counting: examples.counter,
      batches: examples.batchCodes(for: specification))
  }

  /// Evaluation in chunks of rows.
  func evaluator() throws -> Inference {
    if let inference { return inference }
    let made = try Inference(model, batch: Inference.suitedBatch(model.specification))
    inference = made
    return made
  }

  /// p(x|w, z) at the mean of p(w), which is 0 unless batches are told apart.
  func priorAtMean() throws -> MixturePrior { try evaluator().prior(model.styleMean()) }

  /// Where that is, for titles.
  var styleMeanText: String { specification.covariate == nil ? "w = 0" : "the mean of w" }

  /// Batches for so many rows, drawn by their shares; nil if the model tells none apart.
  func drawBatches(_ count: Int, using generator: inout CounterGenerator) -> [Int32]? {
    specification.covariate.map { covariate in (0..<count).map { _ in covariate.draw(using: &generator) } }
  }

  /// The means of p(w) for so many rows of these batches, row-major.
  func styleMeans(_ count: Int, _ batches: [Int32]?) -> [Float] {
    (0..<count).flatMap { row in model.styleMean(of: batches.map { Int($0[row]) }) }
  }

  /// The encoding of examples, in which merged components count as one.
  func encode(count: Int, reading read: Inference.ExampleReader) throws -> Encoding {
    try evaluator().encode(count: count, reading: read).merging(notes.groups)
  }

  /// The encoding of a share of the data, computed once for each state of the model.
  func encoding(of share: Share, in dataset: Dataset, id: String) throws -> Encoding {
    let steps = model.optimizer.step
    if let known = encodings[share], known.steps == steps, known.dataset == id { return known.encoding }
    let examples = share.examples(of: dataset)
    let encoding = try encode(count: examples.count, reading: examples.reader)
    encodings[share] = (steps, id, encoding)
    return encoding
  }
}
