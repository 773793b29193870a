import Language
import Printing

/// The prompt of a person at a terminal: editing, history, completion, statements of several lines.
final class Prompt: StatementReader {
  /// What stands before a statement.
  static let first = "gmvae> "
  /// What stands before its further lines.
  static let continuation = "  ...> "

  private let completer: (_ text: String, _ cursor: Int) -> Completion
  private var history: HistoryFile?
  private let messages: Output
  private let style: Style
  private var lastEntry = ""
  private var begun = ""

  /// Opens the prompt on the terminal at `input` and `output`. `messages` gets the note that history is not kept;
  /// `completer` answers Tab for a statement's text and the cursor's UTF-8 offset in it.
  init(
    input: Int32, output: Int32, abilities: TerminalAbilities, history: HistoryFile?, messages: Output,
    completer: @escaping (String, Int) -> Completion
  ) {
    self.completer = completer
    self.history = history
    self.messages = messages
    style = abilities.style
    Readline.open(input: input, output: output, longestHistory: HistoryFile.limit)
    Readline.install(abilities: abilities) { [weak self] in
      self?.complete(line: $0, cursor: $1) ?? Completion(replacing: $1..<$1, candidates: [])
    }
    keepingHistory { file throws(HistoryFile.Failure) in
      let entries = try file.entries()
      entries.forEach(Readline.remember)
      lastEntry = entries.last ?? ""
    }
  }

  func next() -> ReadStatement {
    begun = ""
    var brackets = OpenBrackets()
    while true {
      switch Readline.read(prompt: style.prompt(begun.isEmpty ? Self.first : Self.continuation)) {
      case .interrupted: return .interrupted
      case .end: return begun.isEmpty ? .end : .text(begun)
      case .line(let line):
        let text = begun + line
        brackets.read(line)
        guard brackets.areOpen else {
          remember(text)
          return .text(text)
        }
        begun = text + "\n"
      }
    }
  }

  /// Completes the line being edited as the end of the whole statement.
  private func complete(line: String, cursor: Int) -> Completion {
    let offset = begun.utf8.count
    var completion = completer(begun + line, offset + cursor)
    let range = completion.replacing
    completion.replacing = max(0, range.lowerBound - offset)..<max(0, range.upperBound - offset)
    return completion
  }

  private func remember(_ text: String) {
    guard !text.allSatisfy(\.isWhitespace), text != lastEntry else { return }
    lastEntry = text
    Readline.remember(text)
    keepingHistory { file throws(HistoryFile.Failure) in try file.append(text) }
  }

  /// Works on the history file; where that fails, says so once and goes on without it.
  private func keepingHistory(_ work: (HistoryFile) throws(HistoryFile.Failure) -> Void) {
    do throws(HistoryFile.Failure) {
      if let history { try work(history) }
    } catch {
      history = nil
      try? messages.writeLine("note: history is not kept, \(error.description.escapingControls)")
    }
  }
}
