import Bytes
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
  var data = DataShelf()
  var models = ModelShelf()
  /// Counts draws of samples, so that each is new and a replay draws the same.
  var draws: UInt32 = 0
  /// How often settings changed.
  var changes = 0

  /// The state of a new session.
  init(seed: UInt64, threads: Int?) {
    self.seed = seed
    self.threads = threads
  }

  /// How often settings or snapshots changed, another model came, or something was said of it.
  var allChanges: Int { changes + models.changes }

  /// Tells the state from others.
  var mark: String {
    "\(seed) \(threads ?? 0) \(draws) \(data.id) \(models.current?.model.optimizer.step ?? 0) \(allChanges)"
  }
}

extension Session {
  /// Seconds since some fixed moment, on a clock that nobody sets.
  public var now: Double { Clock.now }

  /// Tells the state from others.
  public var mark: String { state.mark }

  /// Begins the session again; what it returns puts everything back. The files that it wrote remain.
  public func beginAgain() -> () -> Void {
    let kept = state
    var new = SessionState(seed: environment.seed, threads: environment.threads)
    new.changes = kept.allChanges
    putBack(new)
    return { self.putBack(kept) }
  }

  /// Puts a state in the place of the present one.
  func putBack(_ old: SessionState) {
    useThreads(old.threads ?? threadsAtStart)
    state = old
  }
}
