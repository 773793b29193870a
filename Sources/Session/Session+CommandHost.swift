import Archive
import Compute
import Data
import Files
import Interruption
import Language

extension Session: CommandHost {
  /// What can be said to it.
  public var commands: CommandSet { Commands.set }

  /// Performs a command; errors leave the session as it was.
  public func perform(_ call: Call) throws -> Outcome {
    do {
      if let path = call.output { try files.checkMayReplace(path, force: call.force) }
      guard let performer = Commands.performer(of: call.name) else {
        throw CommandError("'\(call.name)' is not a command of the session")
      }
      let outcome = try interruptible {
        try confined { try performer.perform(settings.completing(call, by: Setting.all), in: self) }
      }
      if call.declaration.makes.contains(.data) { state.data.note(origin: origin(call), seed: state.seed) }
      if let path = call.output, call.declaration.output != .rows, let format = call.tableFormat {
        do {
          try interruptible { try files.write(outcome.value, to: path, as: format, force: call.force) }
        } catch { throw Unfinished(explained(error), replay: outcome.replay) }
      }
      return outcome
    } catch { throw explained(error) }
  }

  /// Writes a value that is printed.
  public func write(_ value: Value, to path: String, force: Bool) throws {
    guard let format = TableFormat(path: path) else { throw CommandError("'\(path)' is no path of a table") }
    do {
      try interruptible { try files.write(value, to: path, as: format, force: force) }
    } catch { throw explained(error) }
  }

  /// Does work whose loops ask whether the person wants it to stop.
  private func interruptible<Result>(_ work: () throws -> Result) rethrows -> Result {
    nonisolated(unsafe) let isInterrupted = environment.isInterrupted
    return try Interruption.$current.withValue(Interruption { isInterrupted() }, operation: work)
  }

  private func explained(_ error: any Error) -> any Error {
    switch error {
    case let error as Unfinished: Unfinished(explained(error.error), replay: error.replay)
    case let error as any InterruptibleError where error.isInterruption: Interrupted()
    case let error as ArchiveError:
      CommandError("the model cannot be kept or taken again: \(error.reason)", hint: "make a new model: model")
    case let error as SystemError:
      CommandError(
        "a file cannot be read or written: \(error.message)", hint: "look at the disk and the rights of its folders")
    case let error as DataError: CommandError(error.message, hint: error.hint)
    case let error as ComputeError:
      CommandError(error.description, hint: "use a smaller model, batch or number of samples, or close other programs")
    default: error
    }
  }

  private func origin(_ call: Call) -> String? {
    var call = call
    call.output = nil
    return call.statement
  }

  /// That the data is what it was.
  public var expectation: String? { state.data.expectation }

  /// What the session knows by name.
  public func value(named name: String) -> Value? {
    switch name {
    case "data": state.data.dataset.map { .record(state.data.record(of: $0)) }
    case "model": state.models.current.map { .record(MakeModel.record(of: $0)) }
    case "run":
      state.models.current.flatMap { loaded in
        loaded.lastRun.map { .record(Train.record(of: $0, profile: loaded.profile)) }
      }
    case "elbo": state.models.current?.newestTerms.map { .number($0.elbo) }
    case "seed": Value(seed: state.seed)
    default: nil
    }
  }

  /// The components there are, or the files.
  public func candidates(for kind: ParameterKind, word: String) -> [String] {
    switch kind {
    case .index(of: "a component"): (0..<(state.models.current?.specification.components ?? 0)).map(String.init)
    case .path(let endings): files.candidates(word, endings: endings)
    case .name(of: "a snapshot"):
      state.models.snapshots.names + (state.models.snapshots.names.isEmpty ? [] : [Snapshots.current])
    default: []
    }
  }

  /// The text of a script.
  public func readScript(_ path: String) throws -> String {
    do throws(CommandError) {
      return try files.readScript(path, isInterrupted: environment.isInterrupted)
    } catch {
      throw environment.isInterrupted() ? Interrupted() : error
    }
  }
}
