import Bytes
import Glibc
import Language
import Printing
import Synchronization

/// Shows how far a command has come: on a terminal one line that is drawn again and again, elsewhere a plain line at
/// each milestone. May be told from any thread.
public final class ProgressDisplay: Sendable {
  private struct State {
    var latest: Progress?
    var drawnAt = -Double.infinity
    var isDrawn = false
    /// The rows of the picture above the line; 0 if there is none.
    var pictureRows = 0
  }

  private static let interval = 1.0 / 15
  /// Between two lines of JSON within a milestone.
  private static let secondsBetweenLines = 1.0
  private let output: Output
  private let form: ProgressForm
  private let seconds: @Sendable () -> Double
  private let state = Mutex(State())

  /// A display on `output`, standard error as a rule; `seconds` tells the time.
  public init(
    output: Output, form: ProgressForm = .auto,
    seconds: @escaping @Sendable () -> Double = { Clock.now }
  ) {
    self.output = output
    self.form = form
    self.seconds = seconds
  }

  /// Takes in a report and draws it, unless the last one was drawn just now.
  public func show(_ progress: Progress) {
    state.withLock { state in
      switch (form, progress.phase) {
      case (.json, _): writeObject(progress, &state)
      case (.plain, .milestone): write(Clock.timestamp + "  " + line(progress).plainWithTimeLeft + "\n")
      case (.auto, _) where output.abilities.canRedraw: animate(progress, &state)
      case (.auto, .milestone): write(line(progress).plain(width: nil) + "\n")
      default: break
      }
    }
  }

  private func writeObject(_ progress: Progress, _ state: inout State) {
    let now = seconds()
    guard progress.phase != .advanced || now - state.drawnAt >= Self.secondsBetweenLines else { return }
    state.drawnAt = now
    write(JSONPrinter.text(of: .object([("clock", .text(Clock.timestamp))] + progress.fields)) + "\n")
  }

  /// Shows a picture above the line, in the place of the one before if it is as high. The cursor's place after a picture
  /// differs among terminals, so that it is kept before and taken again after.
  func show(picture: PictureDisplay.Shown) {
    guard form == .auto, output.abilities.canRedraw else { return }
    state.withLock { state in
      let room = state.pictureRows == picture.rows ? "" : String(repeating: "\n", count: picture.rows)
      let text = picture.text.hasSuffix("\n") ? String(picture.text.dropLast()) : picture.text
      write(
        "\r\u{1B}[K\(room)\u{1B}[\(picture.rows)A\u{1B}7"
          + text.replacing("\n", with: "\r\n") + "\u{1B}8\u{1B}[\(picture.rows)B")
      state.pictureRows = picture.rows
      state.drawnAt = -.infinity
      if let latest = state.latest { animate(latest, &state) }
    }
  }

  /// Leaves the line that stands there and goes to the next one; for commands that ended in an error.
  public func finish() {
    state.withLock { state in
      if state.isDrawn { write("\n") }
      state = State()
    }
  }

  private func animate(_ progress: Progress, _ state: inout State) {
    if progress.phase == .ended { return end(progress, &state) }
    state.latest = progress
    let now = seconds()
    guard now - state.drawnAt >= Self.interval else { return }
    state.drawnAt = now
    state.isDrawn = true
    write("\r" + line(progress).animated(width: width) + "\u{1B}[K")
  }

  private func end(_ progress: Progress, _ state: inout State) {
    let last = progress.values.isEmpty ? state.latest ?? progress : progress
    write("\r" + line(last).plain(width: width) + "\u{1B}[K\n")
    state = State()
  }

  private func line(_ progress: Progress) -> ProgressLine {
    ProgressLine(progress: progress, abilities: output.abilities)
  }

  /// One column less than there is, so that no terminal wraps the line.
  private var width: Int { max(1, (output.abilities.width ?? 80) - 1) }

  /// Progress nobody can see is no reason to stop.
  private func write(_ text: String) { try? output.write(text) }
}
