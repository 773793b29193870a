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
  /// Where figures go.
  public private(set) lazy var figures = FigureDesk(files, note: environment.note) { [unowned self] in
    state.settings[.figures].text
  }
  /// The plane that latent points are shown in.
  let embedder: Embedder
  /// What the statement that runs may have to be taken back to.
  weak var kept: KeptState?
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
    embedder = Embedder(environment)
    for folder in [environment.workingFolder, autosave.folder].compactMap({ $0 }) {
      Leftovers.remove(in: folder)
    }
  }

  /// The processor, opened with the first model: starting the program does not wait for it.
  func engine() throws -> Engine {
    if let openedEngine { return openedEngine }
    try checkThreads(state.threads ?? Engine.threads)
    let engine = try Engine(threads: state.threads)
    openedEngine = engine
    return engine
  }

  /// What the person has set.
  public var settings: Settings { state.settings }

  /// Reads and writes notebooks.
  public var notebooks: NotebookFiles { NotebookFiles(files: files, note: environment.note) }

  /// The sweeps in folders.
  public var sweeps: Sweeps { Sweeps(session: self) }

  /// The data, or an error that says how to get some.
  func requireData() throws(CommandError) -> Dataset { try state.data.required() }

  /// The model, or an error that says how to make one.
  func requireModel() throws(CommandError) -> LoadedModel {
    try state.models.required(hasData: state.data.dataset != nil)
  }

  /// Data and a model that fit each other.
  func requireBoth() throws(CommandError) -> (dataset: Dataset, model: LoadedModel) {
    let dataset = try requireData(), model = try requireModel()
    guard model.specification.observed == dataset.train.shape.count else {
      throw CommandError(
        "the model was made for examples of \(model.specification.observed) numbers, and \(dataset.name) has "
          + "\(dataset.train.shape.count)", hint: "make a model for this data with: model")
    }
    try model.checkTakes(state.data.id) { () throws(CommandError) in
      try Fitness.check(model.specification.likelihood, takes: dataset)
      try Fitness.checkBatches(model.specification, dataset)
    }
    return (dataset, model)
  }
}
