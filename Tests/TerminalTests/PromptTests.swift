import Foundation
import Language
import Synchronization
import TestSupport
import Testing

@testable import Terminal

/// Readline and signals belong to the whole process, so these run one at a time.
@Suite("Prompt", .serialized)
struct PromptTests {
  private let terminal: PseudoTerminal
  private let messages = Written()

  init() throws {
    Interrupts.install()
    terminal = try PseudoTerminal(columns: 60, rows: 20)
  }

  private func open(
    history: HistoryFile? = nil, width: Int = 60, completer: ((String, Int) -> Completion)? = nil
  ) -> Prompt {
    Prompt(
      input: terminal.device, output: terminal.device, abilities: TerminalAbilities(width: width), history: history,
      messages: messages.output, completer: completer ?? { Completion(replacing: $1..<$1, candidates: []) })
  }

  /// What `reader` gives while `person` is typing.
  private func read(_ reader: some StatementReader, while person: () throws -> Void) throws -> ReadStatement {
    nonisolated(unsafe) let reader = reader
    nonisolated(unsafe) var statement = ReadStatement.end
    let thread = Thread { statement = reader.next() }
    thread.start()
    defer { while !thread.isFinished { usleep(1000) } }
    do { try person() } catch {
      kill(getpid(), SIGINT)
      throw error
    }
    while !thread.isFinished { usleep(1000) }
    return statement
  }

  @Test("a line is edited and given back, letters beyond ASCII included")
  func edits() throws {
    let prompt = open()
    let statement = try read(prompt) {
      try terminal.wait(for: "gmvae> ")
      terminal.type("print \"näht\u{7F}\u{7F}\u{7F}\u{E9}\" \u{1}\u{5}\r")
    }
    #expect(statement == .text("print \"né\" "))
  }
}
