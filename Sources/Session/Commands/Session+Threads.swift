import Compute
import Language

extension Session {
  /// Lays the model out anew for another number of threads; its values and its place in training stay.
  func setThreads(_ invocation: Invocation) throws -> Value {
    let count = invocation.integer("threads") ?? 1
    let before = threads
    let kept = try current.map { try Snapshot($0) }
    setThreads(count)
    do {
      if let kept { current = try kept.model(on: engine()) }
    } catch {
      setThreads(before ?? Machine.cores)
      throw error
    }
    return .nothing
  }

  private func setThreads(_ count: Int) {
    threads = count
    if openedEngine != nil { Engine.threads = count }
  }
}
