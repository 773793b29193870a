import Archive
import Compute
import Files
import Language
import Model
import Training

/// A model with all its training, kept in memory in the form of a checkpoint.
struct Snapshot {
  private let file: MemoryFile
  private let lastRun: TrainingRun?
  /// What it is about, for the list.
  let summary: String
  let position: GMVAE.Position
  let elbo: Double?

  /// How many bytes it takes.
  var size: Int { file.bytes.count }

  init(_ loaded: LoadedModel) throws {
    do {
      file = try MemoryFile(expecting: Self.expectedSize(of: loaded), loaded.checkpoint.write)
    } catch let error as ArchiveError {
      throw CommandError("the model cannot be kept: \(error.reason)", hint: "make a new model")
    }
    lastRun = loaded.lastRun
    summary = "\(loaded.specification.name), K = \(loaded.specification.components), on \(loaded.data.name)"
    position = loaded.model.position
    elbo = loaded.newestTerms?.elbo
  }

  /// About how many bytes a snapshot of a model takes: three numbers a parameter.
  static func expectedSize(of loaded: LoadedModel) -> Int { 12 * loaded.specification.parameterCount + 1 << 14 }

  /// The model as it was, to be trained on bit for bit.
  func model(on engine: Engine) throws -> LoadedModel {
    do {
      let loaded = LoadedModel(try Checkpoint(SafeTensorsReader(file), engine: engine))
      loaded.lastRun = lastRun
      return loaded
    } catch let error as ArchiveError {
      throw CommandError("the snapshot cannot be taken again: \(error.reason)", hint: "make a new model: model")
    }
  }
}

/// The session's snapshots by name, which together take at most a quarter of the machine's memory.
struct Snapshots {
  /// What the session's model itself is called.
  static let current = "current"

  private var all: [(name: String, snapshot: Snapshot)] = []
  /// How many bytes they may take.
  var limit = Machine.memory / 4

  /// Their names in the order they were first taken.
  var names: [String] { all.map(\.name) }

  subscript(name: String) -> Snapshot? { all.first { $0.name == name }?.snapshot }

  /// Throws where a snapshot of that size has no room beside the others; one of the same name would be replaced.
  func checkRoom(for size: Int, named name: String) throws(CommandError) {
    let others = all.reduce(0) { $1.name == name ? $0 : $0 + $1.snapshot.size }
    guard others + size > limit else { return }
    let used = "\(others >> 20) of \(limit >> 20) MB"
    throw CommandError(
      "a snapshot of this model takes \(size >> 20) MB, and the others take \(used) there are for snapshots",
      argument: "name",
      hint: names.isEmpty
        ? "keep it in a file: save model \"\(name).safetensors\""
        : "replace one (\(names.prefix(8).joined(separator: ", "))) by giving its name, or save the model in a file")
  }

  mutating func keep(_ snapshot: Snapshot, named name: String) {
    if let place = names.firstIndex(of: name) {
      all[place].snapshot = snapshot
    } else {
      all.append((name, snapshot))
    }
  }

  /// The list that `snapshots` shows.
  var table: Table {
    Table(
      columns: [
        .init("name"), .init("model"), .init("epoch"), .init("step"), .init("elbo", unit: "nats"),
        .init("size", unit: "MB"),
      ],
      rows: all.map { name, snapshot in
        [
          .text(name), .text(snapshot.summary), .number(Double(snapshot.position.epoch)),
          .number(Double(snapshot.position.step)), snapshot.elbo.map(Value.number) ?? .nothing,
          .number((Double(snapshot.size) / 1e4).rounded() / 100),
        ]
      })
  }
}

/// The session as it was before a statement, for `undo`. The numbers of its model are copied only when a training is about to
/// change them.
final class KeptState {
  let state: SessionState
  private var model: (snapshot: Snapshot, savedStep: Int)?
  private var isTooLarge = false
  private let notes: ComponentNotes?

  init(_ state: SessionState) {
    self.state = state
    notes = state.models.current?.notes
  }

  /// The part of the machine's memory that the copy of a model may take.
  private static var limit: Int { Machine.memory / 16 }

  /// A model is about to be trained: keeps it as it is.
  func keep(_ loaded: LoadedModel) throws {
    guard model == nil, state.models.current === loaded else { return }
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
      state.models.current = loaded
      state.models.changes = self.state.models.changes
    }
    if let notes { state.models.current?.notes = notes }
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
