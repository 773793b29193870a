import Bytes
import Files
import Glibc
import Language
import Synchronization

/// A file that always says how far the program has come: one object of JSON, written anew every two seconds while a command
/// reports, whole at each moment. Who reads it can tell by its clock and process whether the program is still there.
public final class StatusFile: Sendable {
  private struct State {
    var latest: Progress?
    var writtenAt = -Double.infinity
    var hasFailed = false
  }

  private static let interval = 2.0
  private let path: String
  private let began = Clock.timestamp
  private let seconds: @Sendable () -> Double
  private let fail: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// A file at `path`; nothing is written yet.
  ///
  /// - Parameters:
  ///   - seconds: tells the time.
  ///   - fail: hears, once, why the file cannot be written.
  public init(
    _ path: String, seconds: @escaping @Sendable () -> Double = { Clock.now },
    fail: @escaping @Sendable (String) -> Void
  ) {
    self.path = path
    self.seconds = seconds
    self.fail = fail
  }

  /// The program has begun.
  public func begin() { state.withLock { write("running", &$0) } }

  /// Takes in a report, and writes it unless the last one was written just now.
  public func show(_ progress: Progress) {
    state.withLock { state in
      state.latest = progress
      if seconds() - state.writtenAt >= Self.interval { write("running", &state) }
    }
  }

  /// The program ends with this exit status.
  public func end(_ status: Int32) {
    let ending = [0: "finished", RunOutcome.interrupted.exitStatus: "interrupted"][status] ?? "failed"
    state.withLock { write(ending, exit: status, &$0) }
  }

  private func write(_ name: String, exit status: Int32? = nil, _ state: inout State) {
    guard !state.hasFailed else { return }
    state.writtenAt = seconds()
    let fields: [(String, Value)] =
      [
        ("state", .text(name)), ("clock", .text(Clock.timestamp)), ("began", .text(began)), ("host", .text(Host.name)),
        ("process", .number(Double(getpid()))),
      ] + (status.map { [("exit_status", .number(Double($0)))] } ?? [])
      + (state.latest.map { [("progress", .object($0.fields))] } ?? [])
    do throws(SystemError) {
      try AtomicFile(path, within: nil).write(Array((JSONPrinter.text(of: .object(fields)) + "\n").utf8))
    } catch {
      state.hasFailed = true
      fail("the status file '\(path)' cannot be written: \(error.message)")
    }
  }
}

extension Progress {
  /// What is known, for other programs.
  var fields: [(String, Value)] {
    [("phase", .text("\(phase)")), ("title", .text(title)), ("fraction", .number(fraction))]
      + (rate.map { [("rate", .number($0))] } ?? [])
      + (secondsLeft.map { [("seconds_left", .number(($0 * 10).rounded() / 10))] } ?? [])
      + values.map { ($0.name, .number($0.value)) }
  }
}
