import Bytes
import Compute
import Language

/// `threads`: lays the model out anew for another number of threads; its values and its place in training stay.
struct SetThreads: SessionCommand {
  static let threads = Parameter("threads", .integer(1...1024), initially: "all cores", "how many")

  let declaration = CommandDeclaration(
    "threads", [Self.threads], summary: "set how many threads compute",
    details: """
      The model is rearranged for them and keeps its values. Results are the same for any number of them, to the last \
      bit. While other programs want the processors too, a training takes fewer if its steps are then faster.
      """,
    returns: "nothing", examples: ["threads 2"], output: nil)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    try session.checkThreads(call[Self.threads])
    let before = session.state.threads
    let kept = try session.state.models.current.map { try Snapshot($0) }
    session.useThreads(call[Self.threads])
    do {
      if let kept { session.state.models.current = try kept.model(on: session.engine()) }
    } catch {
      session.useThreads(before ?? Machine.cores)
      throw error
    }
    return .nothing
  }
}

/// `seed`: what everything random starts from.
struct SetSeed: SessionCommand {
  static let seed = Parameter("seed", .seed, "what the random numbers start from")

  let declaration = CommandDeclaration(
    "seed", [Self.seed], summary: "set the seed that everything random starts from", returns: "nothing",
    examples: ["seed 7"], output: nil)

  func perform(_ call: Call, in session: Session) -> Outcome {
    session.state.seed = call[Self.seed]
    session.state.draws = 0
    return .nothing
  }
}

extension Session {
  /// - Throws: `CommandError` if the system does not let this program have so many threads.
  func checkThreads(_ count: Int) throws(CommandError) {
    let obtainable = Engine.obtainableThreads(count)
    guard obtainable < count else { return }
    throw CommandError(
      "the system lets this program have \(obtainable.counted("thread")), and it was to compute with "
        + "\(count)", hint: "compute with fewer: threads \(obtainable); or allow more with ulimit -u")
  }

  /// Computes with so many threads from now on; a model that is there is not laid out anew.
  func useThreads(_ count: Int) {
    state.threads = count
    if openedEngine != nil { Engine.threads = count }
  }
}
