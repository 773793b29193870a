import Compute
import Language

/// The session as it was before a statement, for `undo`. The numbers of its model are copied only when a training is about to
/// change them.
final class KeptState {
  let state: SessionState
  private var model: (snapshot: Snapshot, savedStep: Int)?
  private var isTooLarge = false

  init(_ state: SessionState) { self.state = state }

  /// The part of the machine's memory that the copy of a model may take.
  private static var limit: Int { Machine.memory / 16 }

  /// A model is about to be trained: keeps it as it is.
  func keep(_ loaded: LoadedModel) throws {
    guard model == nil, state.current === loaded else { return }
    isTooLarge = Snapshot.expectedSize(of: loaded) > Self.limit
    if !isTooLarge { model = (try Snapshot(loaded), loaded.savedStep) }
  }

  /// The state with the model as it was.
  func restored(on engine: () throws -> Engine) throws -> SessionState {
    guard !isTooLarge else {
      throw CommandError(
        "the model before the training was too large to be kept",
        hint: "save model FILE before a training, and open model FILE to come back")
    }
    var state = state
    if let model {
      let loaded = try model.snapshot.model(on: engine())
      loaded.savedStep = model.savedStep
      state.current = loaded
      state.changes = self.state.changes
    }
    return state
  }
}

extension Session {
  /// Keeps the session as it is; what it returns puts that back. The files that it writes remain.
  public func keep() -> () throws -> Void {
    let kept = KeptState(state)
    self.kept = kept
    return { self.putBack(try kept.restored(on: self.engine)) }
  }
}
