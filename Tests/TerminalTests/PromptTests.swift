import Foundation
import Language
import Printing
import Synchronization
import TestSupport
import Testing

@testable import Terminal

extension ProcessWide {
  @Suite("Prompt")
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
    private func read(_ reader: any StatementReader, while person: () throws -> Void) throws -> ReadStatement {
      nonisolated(unsafe) let reader = reader
      nonisolated(unsafe) var statement = ReadStatement.end
      let thread = Thread { statement = reader.next() }
      thread.start()
      defer { while !thread.isFinished { usleep(1000) } }
      do {
        try person()
        try terminal.wait(for: "an end of the statement") { _ in thread.isFinished }
      } catch {
        kill(getpid(), SIGINT)
        throw error
      }
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
      try terminal.wait(for: "gmvae> print \"né\"\n")
    }

    @Test("Ctrl-C drops the line, leaves it on the screen, and the next line is read as ever")
    func interrupts() throws {
      let prompt = open()
      let interrupted = try read(prompt) {
        try terminal.wait(for: "gmvae> ")
        terminal.type("train 50\u{2}\u{2}")
        try terminal.wait(for: "train 50")
        kill(getpid(), SIGINT)
      }
      let next = try read(prompt) {
        try terminal.wait(for: "gmvae> train 50^C\ngmvae> ")
        terminal.type("quit\r")
      }
      #expect(interrupted == .interrupted)
      #expect(next == .text("quit"))
      #expect(!Interrupts.isRequested)
    }

    @Test("Ctrl-D on an empty line ends and leaves the cursor on a new line")
    func ends() throws {
      let prompt = open()
      let end = try read(prompt) {
        try terminal.wait(for: "gmvae> ")
        terminal.type("\u{4}")
      }
      #expect(end == .end)
      try terminal.wait(for: "gmvae>\n")
      #expect(terminal.screen.text == "gmvae>\n")
    }

    @Test("Tab completes a word with what follows it, whatever stands before and after the cursor")
    func completes() throws {
      let prompt = open { line, cursor in
        let start = line.utf8.prefix(cursor).lastIndex(of: UInt8(ascii: " ")).map { $0.utf16Offset(in: line) + 1 } ?? 0
        return Completion(replacing: start..<cursor, candidates: [Completion.Candidate("color", suffix: "=")])
      }
      let statement = try read(prompt) {
        try terminal.wait(for: "gmvae> ")
        terminal.type("plot  \"a b\" (1) c\tlabel\r")
      }
      #expect(statement == .text("plot  \"a b\" (1) color=label"))
    }

    @Test("Tab extends to what the words share and lists them with their summaries")
    func lists() throws {
      let words = [
        Completion.Candidate("sample all", summary: "examples from all components"),
        Completion.Candidate(
          "sample component", summary: "examples drawn from one component of the mixture, many of them"),
      ]
      let prompt = open { Completion(replacing: 0..<$1, candidates: words) }
      let statement = try read(prompt) {
        try terminal.wait(for: "gmvae> ")
        terminal.type("sa\t")
        try terminal.wait(for: "the…\ngmvae> sample ")
        terminal.type("all\r")
      }
      #expect(statement == .text("sample all"))
      try terminal.wait(for: "sample all\n")
      #expect(
        terminal.screen.text == """
          gmvae> sa
          sample all        examples from all components
          sample component  examples drawn from one component of the…
          gmvae> sample all

          """)
    }

    @Test("an open bracket asks for further lines, and Tab there knows the lines before")
    func continues() throws {
      let asked = Written()
      let prompt = open { text, cursor in
        try? asked.output.write("\(text)|\(cursor)")
        return Completion(replacing: (cursor - 1)..<cursor, candidates: [Completion.Candidate("print")])
      }
      let statement = try read(prompt) {
        try terminal.wait(for: "gmvae> ")
        terminal.type("for k in [1, 2] {\r")
        try terminal.wait(for: "  ...> ")
        terminal.type("  p\tk\r}\r")
      }
      #expect(statement == .text("for k in [1, 2] {\n  print k\n}"))
      #expect(asked.text == "for k in [1, 2] {\n  p|21")
    }

    @Test("Ctrl-C in a further line drops the whole statement, Ctrl-D there gives it as it is")
    func leaves() throws {
      let prompt = open()
      let dropped = try read(prompt) {
        terminal.type("seed (\r")
        try terminal.wait(for: "  ...> ")
        kill(getpid(), SIGINT)
      }
      let ended = try read(prompt) {
        try terminal.wait(for: "^C\ngmvae> ")
        terminal.type("seed [\r")
        try terminal.wait(for: "seed [\n  ...> ")
        terminal.type("\u{4}")
      }
      #expect(dropped == .interrupted)
      #expect(ended == .text("seed [\n"))
    }

    @Test("history comes back whole with Up, also from an earlier session, and nothing is kept twice in a row")
    func history() throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = HistoryFile(path: folder.appending(path: "history").path)
      try file.append("for k in 0..<2 {\n  print k\n}")
      let prompt = open(history: file)
      for _ in 0..<2 {
        _ = try read(prompt) { terminal.type("seed 7\r") }
        _ = try read(prompt) { terminal.type("  \r") }
      }
      let statement = try read(prompt) { terminal.type("\u{1B}[A\u{1B}[A\r") }
      #expect(statement == .text("for k in 0..<2 {\n  print k\n}"))
      #expect(try file.entries() == ["for k in 0..<2 {\n  print k\n}", "seed 7", "for k in 0..<2 {\n  print k\n}"])
    }

    @Test("history that cannot be written is said once and stops nothing")
    func withoutHistory() throws {
      let prompt = open(history: HistoryFile(path: "/dev/null/history"))
      for number in 1...2 {
        #expect(try read(prompt) { terminal.type("seed \(number)\r") } == .text("seed \(number)"))
      }
      #expect(messages.text == "note: history is not kept, /dev/null/history: not a directory\n")
    }

    @Test("several pasted lines are one text")
    func pastes() throws {
      let prompt = open()
      let statement = try read(prompt) {
        try terminal.wait(for: "gmvae> ")
        terminal.type("\u{1B}[200~seed 1\rseed 2\u{1B}[201~\r")
      }
      #expect(statement == .text("seed 1\nseed 2"))
      #expect(String(decoding: terminal.received, as: UTF8.self).contains("\u{1B}[?2004h"))
    }

    @Test("another size of the window is followed")
    func resizes() throws {
      let prompt = open()
      let statement = try read(prompt) {
        try terminal.wait(for: "gmvae> ")
        terminal.resize(columns: 20, rows: 20)
        kill(getpid(), SIGWINCH)
        usleep(100_000)
        terminal.type(String(repeating: "1234567890", count: 3) + "\r")
      }
      #expect(statement == .text(String(repeating: "1234567890", count: 3)))
    }

    @Test("replies of the terminal that come too late do not end in the line, and nothing typed is lost")
    func lateReplies() throws {
      let prompt = open()
      #expect(Readline.ask().attributes == nil)
      let statement = try read(prompt) {
        try terminal.wait(for: "gmvae> ")
        terminal.type("pr" + PictureTests.kitty.prefix(9))
        usleep(20_000)
        terminal.type(PictureTests.kitty.dropFirst(9) + "int 12\u{1B}[D3\r")
      }
      #expect(statement == .text("print 132"))
      let next = try read(prompt) { terminal.type("seed 2\r") }
      #expect(next == .text("seed 2"))
    }

    @Test("what is typed while the terminal answers is in the next line")
    func typesMeanwhile() throws {
      let prompt = open()
      nonisolated(unsafe) var replies = TerminalReplies()
      let thread = Thread { replies = Readline.ask() }
      thread.start()
      try terminal.wait(for: "the question") { _ in
        String(decoding: terminal.received, as: UTF8.self).hasSuffix("S\u{1B}[c")
      }
      terminal.type("seed" + PictureTests.sixel + " 4")
      while !thread.isFinished { usleep(1000) }
      #expect(replies.attributes?.contains(4) == true && replies.name == "XTerm(379)")
      let statement = try read(prompt) {
        try terminal.wait(for: "gmvae> seed 4")
        terminal.type("2\r")
      }
      #expect(statement == .text("seed 42"))
    }
  }
}
