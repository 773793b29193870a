import Compute
import Data
import Files
import Language
import Model
import Plot
import Projection
import Training

/// A loaded GMVAE session: its data, model and training, and the commands that work on them. Performs what the language
/// asks for and returns values; it never prints.
public final class Session {
  let environment: SessionEnvironment
  let files: FileDoor
  /// The program's version.
  public static let version = "0.1.0"
  /// The program's version and commit, and what decides about speed and the last bits of results.
  public static var versions: String {
    let commit = Engine.commit.map { " (\($0))" } ?? ""
    return "gmvae \(version)\(commit), oneDNN \(Engine.version), \(Engine.instructionSet)"
  }
  /// All that commands to come depend on.
  var state: SessionState
  let autosave: Autosave
  /// The figure drawn last, and the path it was written to.
  var shown: (path: String, figure: Figure)?
  /// The points of the figures drawn last.
  var pointClouds = PointClouds()
  /// The last t-SNE, and what it is of.
  var embedded: (points: [Float], tsne: TSNE, embedding: TSNE.Embedding)?
  /// Shows a picture in the place of the last one of the same training, where it can be seen; draws it only then.
  public var showLive: ((_ png: () -> [UInt8]?) -> Void)?
  /// What the statement that runs may have to be taken back to.
  weak var kept: KeptState?
  /// Where the training that runs writes its numbers.
  var trainingLog: TrainingLog?
  /// Where figures go that no `>` names a path for.
  public var figurePlace = FigurePlace.numbered
  /// How pictures differ from those that a notebook stores, while it is checked.
  var pictureDifferences: [String] = []
  /// How many threads computed at first.
  let threadsAtStart: Int
  private(set) var openedEngine: Engine?

  /// A session without data or model.
  public init(_ environment: SessionEnvironment) {
    self.environment = environment
    state = SessionState(seed: environment.seed, threads: environment.threads)
    threadsAtStart = environment.threads ?? Engine.threads
    files = FileDoor(workingFolder: environment.workingFolder)
    autosave = Autosave(environment)
    for folder in [environment.workingFolder, autosave.folder].compactMap({ $0 }) {
      Leftovers.remove(in: folder)
    }
  }

  /// The processor, opened with the first model: starting the program does not wait for it.
  func engine() throws -> Engine {
    if let openedEngine { return openedEngine }
    try checkThreads(threads ?? Engine.threads)
    let engine = try Engine(threads: threads)
    openedEngine = engine
    return engine
  }

  /// The data, or an error that says how to get some.
  func requireData() throws(CommandError) -> Dataset {
    guard let dataset else {
      throw CommandError("no data is loaded", hint: "load some first, for example: load arcs")
    }
    return dataset
  }

  /// The model, or an error that says how to make one.
  func requireModel() throws(CommandError) -> LoadedModel {
    guard let current else {
      throw CommandError(
        "there is no model yet", hint: dataset == nil ? "load data and make one: load arcs; model" : "make one: model")
    }
    return current
  }

  /// Data and a model that fit each other.
  func requireBoth() throws(CommandError) -> (dataset: Dataset, model: LoadedModel) {
    let dataset = try requireData(), model = try requireModel()
    guard model.specification.observed == dataset.train.shape.count else {
      throw CommandError(
        "the model was made for examples of \(model.specification.observed) numbers, and \(dataset.name) has "
          + "\(dataset.train.shape.count)", hint: "make a model for this data with: model")
    }
    try model.checkTakes(datasetID) { () throws(CommandError) in
      try check(model.specification.likelihood, takes: dataset)
    }
    return (dataset, model)
  }
}
