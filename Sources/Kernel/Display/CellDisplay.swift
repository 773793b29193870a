import Bytes
import Language
import Printing
import Publishing
import Synchronization
import Terminal

/// What a running cell shows, as messages to all clients. Progress and the picture of a training are one output each,
/// which is replaced. May be told from any thread.
public final class CellDisplay: Sendable {
  /// Sends a message of this type to all clients.
  typealias Publish = @Sendable (_ type: String, _ content: Value) -> Void

  private struct State {
    var publish: Publish?
    /// The names of the outputs that are replaced, while there are such.
    var progress: String?
    var live: String?
    var latest: Progress?
    var told = -Double.infinity
    var names = 0
  }

  /// Seconds between two reports of progress; each is kept by the client until the next.
  private static let interval = 0.2
  private static let width = 110
  private let seconds: @Sendable () -> Double
  private let state = Mutex(State())

  /// A display that shows nothing until a cell runs; `seconds` tells the time.
  public init(seconds: @escaping @Sendable () -> Double = { Clock.now }) { self.seconds = seconds }

  /// From now on messages go to `publish`; nil if nobody is to see anything.
  func begin(_ publish: Publish?) { state.withLock { $0 = State(publish: publish, names: $0.names) } }

  /// The cell is over, and what it replaced stays as it is.
  func end() { begin(nil) }

  /// Lines of text, as printed.
  func print(_ text: String) { stream("stdout", text) }

  /// What a person should know but no command returns.
  public func note(_ text: String) { stream("stderr", "note: " + text) }

  private func stream(_ name: String, _ text: String) {
    guard !text.isEmpty else { return }
    send("stream", [("name", .text(name)), ("text", .text(text.hasSuffix("\n") ? text : text + "\n"))])
  }

  /// A value in several forms; with a number, the result of the cell of that number.
  func show(_ data: DisplayData, resultOf number: Int? = nil) {
    let count = number.map { [("execution_count", Value.number(Double($0)))] } ?? []
    send(number == nil ? "display_data" : "execute_result", data.content + count)
  }

  func fail(_ error: CellError) { send("error", error.content) }

  /// Shows how far a command has come, unless it was shown just now.
  public func show(_ progress: Progress) {
    state.withLock { state in
      switch progress.phase {
      case .began: break
      case .ended:
        if let latest = state.latest { show(latest, isOver: true, &state) }
        state.progress = nil
        state.latest = nil
      case .advanced, .milestone:
        state.latest = progress
        let now = seconds()
        guard now - state.told >= Self.interval else { return }
        state.told = now
        show(progress, isOver: false, &state)
      }
    }
  }

  private func show(_ progress: Progress, isOver: Bool, _ state: inout State) {
    let line = ProgressLine(progress: progress, abilities: TerminalAbilities(width: Self.width))
    let text = isOver ? line.plain(width: Self.width) : line.animated(width: Self.width)
    replace(&state, \.progress, with: DisplayData(text))
  }

  /// Shows a picture in the place of the last one of the same cell.
  public func showLive(_ png: () -> [UInt8]?, name: String = "figure") {
    guard state.withLock({ $0.publish != nil }), let bytes = png() else { return }
    state.withLock { replace(&$0, \.live, with: DisplayData(png: bytes, name: name, text: name)) }
  }

  private func replace(_ state: inout State, _ name: WritableKeyPath<State, String?>, with data: DisplayData) {
    let isNew = state[keyPath: name] == nil
    if isNew {
      state.names += 1
      state[keyPath: name] = "gmvae-\(state.names)"
    }
    let transient = Value.object([("display_id", .text(state[keyPath: name] ?? ""))])
    state.publish?(
      isNew ? "display_data" : "update_display_data", .object(data.content + [("transient", transient)]))
  }

  private func send(_ type: String, _ content: [(String, Value)]) {
    state.withLock { $0.publish?(type, .object(content)) }
  }
}

extension DisplayData {
  fileprivate var content: [(String, Value)] {
    [
      ("data", .object(data.map { ($0.type, $0.value) })), ("metadata", .object(metadata.map { ($0.type, $0.value) })),
    ]
  }
}
