import Data
import Language

/// All that commands to come depend on. It is stored once; what `undo` and `rerun all` put back is a copy of it.
struct SessionState {
  /// The seed that everything random starts from.
  var seed: UInt64
  /// How many threads compute; nil for all.
  var threads: Int?
  /// What the person has set.
  var settings = Settings() { didSet { changes += 1 } }
  var dataset: Dataset?
  /// The data's checksum: tells whether what was computed before still holds.
  var datasetID = ""
  /// The statement that loaded the data, and the seed then.
  var dataOrigin: (statement: String, seed: UInt64)?
  /// The model. Training changes it in its place: a copy of the state has it as it was only while nobody trains it.
  var current: LoadedModel? { didSet { if current !== oldValue { changes += 1 } } }
  /// Counts draws of samples, so that each is new and a replay draws the same.
  var draws: UInt32 = 0
  var snapshots = Snapshots() { didSet { changes += 1 } }
  /// How often settings or snapshots changed, or another model came.
  var changes = 0

  /// The state of a new session.
  init(seed: UInt64, threads: Int?) {
    self.seed = seed
    self.threads = threads
  }

  /// Tells the state from others.
  var mark: String {
    "\(seed) \(threads ?? 0) \(draws) \(datasetID) \(current?.model.optimizer.step ?? 0) \(changes)"
  }
}

extension Session {
  var seed: UInt64 {
    get { state.seed }
    set { state.seed = newValue }
  }
  var threads: Int? {
    get { state.threads }
    set { state.threads = newValue }
  }
  /// What the person has set.
  public internal(set) var settings: Settings {
    get { state.settings }
    set { state.settings = newValue }
  }
  var dataset: Dataset? {
    get { state.dataset }
    set { state.dataset = newValue }
  }
  var datasetID: String {
    get { state.datasetID }
    set { state.datasetID = newValue }
  }
  var dataOrigin: (statement: String, seed: UInt64)? {
    get { state.dataOrigin }
    set { state.dataOrigin = newValue }
  }
  var current: LoadedModel? {
    get { state.current }
    set { state.current = newValue }
  }
  var draws: UInt32 {
    get { state.draws }
    set { state.draws = newValue }
  }
  var snapshots: Snapshots {
    get { state.snapshots }
    set { state.snapshots = newValue }
  }

  /// Tells the state from others.
  public var mark: String { state.mark }

  /// Begins the session again; what it returns puts everything back. The files that it wrote remain.
  public func beginAgain() -> () -> Void {
    let kept = state
    var new = SessionState(seed: environment.seed, threads: environment.threads)
    new.changes = kept.changes
    putBack(new)
    return { self.putBack(kept) }
  }

  /// Puts a state in the place of the present one.
  func putBack(_ old: SessionState) {
    useThreads(old.threads ?? threadsAtStart)
    state = old
  }
}
