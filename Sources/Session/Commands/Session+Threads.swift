import Compute
import Language

extension Session {
  /// Lays the model out anew for another number of threads; its values and its place in training stay.
  func setThreads(_ invocation: Invocation) throws -> Value {
    let count = invocation.integer("threads") ?? 1
    try checkThreads(count)
    let before = threads
    let kept = try current.map { try Snapshot($0) }
    useThreads(count)
    do {
      if let kept { current = try kept.model(on: engine()) }
    } catch {
      useThreads(before ?? Machine.cores)
      throw error
    }
    return .nothing
  }

  /// - Throws: `CommandError` if the system does not let this program have so many threads.
  func checkThreads(_ count: Int) throws(CommandError) {
    let obtainable = Engine.obtainableThreads(count)
    guard obtainable < count else { return }
    throw CommandError(
      "the system lets this program have \(obtainable) thread\(obtainable == 1 ? "" : "s"), and it was to compute with "
        + "\(count)", hint: "compute with fewer: threads \(obtainable); or allow more with ulimit -u")
  }

  /// Computes with so many threads from now on; a model that is there is not laid out anew.
  func useThreads(_ count: Int) {
    threads = count
    if openedEngine != nil { Engine.threads = count }
  }
}
