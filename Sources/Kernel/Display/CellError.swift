import Language
import Printing
import Terminal

/// What went wrong in a cell, as Jupyter shows it.
struct CellError: Error, Equatable {
  /// The kind of error.
  let name: String
  /// The message in one line.
  let message: String
  /// Where and why, line by line, with a caret and a way out.
  let lines: [String]

  /// An error in words of its own.
  init(_ name: String, _ message: String) { self.init(name, message, rendered: "error: " + message) }

  /// The error that stopped a cell; nil if the cell only asked to quit.
  init?(_ error: any Error, whatIsKept: String) {
    switch error {
    case is Quit: return nil
    case is Interrupted: self.init("Interrupted", whatIsKept, rendered: "interrupted; " + whatIsKept)
    case let error as Diagnostics:
      self.init("SyntaxError", error.all.first?.message ?? "", rendered: error.rendered())
    case let error as Diagnostic: self.init("CommandError", error.message, rendered: error.rendered())
    case let error as CommandError: self.init("CommandError", error.message + (error.hint.map { "; \($0)" } ?? ""))
    default: self.init("Error", "\(error)")
    }
  }

  private init(_ name: String, _ message: String, rendered: String) {
    self.name = name
    self.message = message.escapingControls
    lines = Style(isOn: true).diagnostic(rendered).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  var content: [(String, Value)] {
    [("ename", .text(name)), ("evalue", .text(message)), ("traceback", .list(lines.map(Value.text)))]
  }
}
