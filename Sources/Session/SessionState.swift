import Data
import Language

/// All that commands to come depend on, as a value.
struct SessionState {
  var seed: UInt64
  var threads: Int?
  var settings = Settings()
  var dataset: Dataset?
  var datasetID = ""
  var dataOrigin: (statement: String, seed: UInt64)?
  var current: LoadedModel?
  var draws: UInt32 = 0
  var snapshots = Snapshots()
  var changes = 0
}

extension Session {
  /// The state now. The model in it is the session's own: as it was only while nobody trains it.
  var state: SessionState {
    get {
      SessionState(
        seed: seed, threads: threads, settings: settings, dataset: dataset, datasetID: datasetID,
        dataOrigin: dataOrigin, current: current, draws: draws, snapshots: snapshots, changes: changes)
    }
    set {
      seed = newValue.seed
      useThreads(newValue.threads ?? threadsAtStart)
      threads = newValue.threads
      settings = newValue.settings
      dataset = newValue.dataset
      datasetID = newValue.datasetID
      dataOrigin = newValue.dataOrigin
      current = newValue.current
      draws = newValue.draws
      snapshots = newValue.snapshots
      changes = newValue.changes
    }
  }

  /// Tells the state from others.
  public var mark: String {
    let step = current?.model.optimizer.step ?? 0
    return "\(seed) \(threads ?? 0) \(draws) \(datasetID) \(step) \(changes)"
  }

  /// Begins the session again; what it returns puts everything back. The files that it wrote remain.
  public func beginAgain() -> () -> Void {
    let kept = state
    state = SessionState(seed: environment.seed, threads: environment.threads, changes: changes)
    return { self.state = kept }
  }
}
