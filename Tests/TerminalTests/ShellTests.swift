import Foundation
import Language
import TestSupport
import Testing

@testable import Terminal

extension ProcessWide {
  @Suite("Shell")
  final class ShellTests {
    private let host = StubHost()
    private let results = Written()
    private let messages = Written()

    init() {
      Interrupts.install()
      Interrupts.clear()
    }

    private func shell(input: Int32, output: Int32 = -1) -> Shell {
      let runner = Runner(interpreter: Interpreter(host: host), results: results.output, messages: messages.output)
      return Shell(runner: runner, history: nil, input: input, output: output)
    }

    private func status(reading text: String) throws -> Int32 {
      let pipe = Pipe()
      try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      try pipe.fileHandleForWriting.close()
      return shell(input: pipe.fileHandleForReading.fileDescriptor).run()
    }

    @Test("from a pipe statements run one after the other without a prompt, and the first error's status counts")
    func pipes() throws {
      #expect(try status(reading: "print 1\nfor k in [2,\n 3] {\n print k\n}\nquit\nprint 4") == 0)
      #expect(results.text == "1\n2\n3\n")
      #expect(messages.text == "")
      #expect(try status(reading: "nonsense\ndescribe model\nprint 5") == 2)
      #expect(try status(reading: "print (") == 2)
      #expect(results.text == "1\n2\n3\n5\n")
    }

    @Test("a closed input ends at once")
    func closed() throws {
      #expect(shell(input: 987).run() == 0)
    }

    /// Opens a shell on a terminal, says lines, and gives the exit status.
    private func status(saying lines: [String], startup: SourceText? = nil) throws -> Int32? {
      let terminal = try PseudoTerminal(columns: 60, rows: 20)
      let runner = Runner(interpreter: Interpreter(host: host), results: results.output, messages: messages.output)
      nonisolated(unsafe) let shell = Shell(
        runner: runner, history: nil, startup: startup, input: terminal.device, output: terminal.device)
      nonisolated(unsafe) var status: Int32?
      let thread = Thread { status = shell.run() }
      thread.start()
      for line in lines {
        try terminal.wait(for: "gmvae> ") { $0.hasSuffix("gmvae> ") }
        terminal.type(line + "\r")
        try terminal.wait(for: line) { $0.contains(line + "\n") }
      }
      try terminal.wait(for: "the end") { _ in thread.isFinished }
      return status
    }

    @Test("the start-up file runs before the first prompt, and its errors do not keep it from opening")
    func startsUp() throws {
      let good = SourceText(name: "init.gmv", text: "let n = 3\ndefine twice k { print 2 * k }")
      #expect(try status(saying: ["twice n", "quit"], startup: good) == 0)
      #expect(results.text == "6\n")
      let bad = SourceText(name: "init.gmv", text: "print 1\nquit\nnonsense 3")
      #expect(try status(saying: ["print 2", "quit"], startup: bad) == 0)
      #expect(results.text == "6\n2\n")
      #expect(messages.text.contains("init.gmv:3:1: error: unknown command 'nonsense'"))
    }

    @Test("what is typed by habit does what is meant, or is told in one line")
    func habits() throws {
      host.values["plot latents"] = .text("drawn")
      let lines = [
        "let n = 3", "who", "pwd", "!ls", "Print n // three", "train?", "plot latents", "replot",
        "print _",
        "define twice k { print 2 * k }", "help twice", "quit()",
      ]
      #expect(try status(saying: lines) == 0)
      #expect(
        results.text.contains("n     3\n") && results.text.contains("\n3\n") && results.text.contains("train [N epochs")
      )
      #expect(host.performed.filter { $0 == "plot latents" }.count == 2)
      #expect(results.text.hasSuffix("\ndrawn\ndrawn\ndrawn\ndefine twice k {\n  print 2 * k\n}\n"))
      #expect(messages.text.contains("no program is started from here"))
    }

    @Test("a long block from a pipe is read line by line, once each, and one without an end is refused")
    func longBlocks() throws {
      let lines = (0..<20_000).map { "  let a = \($0)" }.joined(separator: "\n")
      let folder = try ScratchFolder()
      try folder.write(Array("if true {\n\(lines)\n}\nprint a".utf8), to: "long")
      #expect(try shell(input: folder.opened("long")).run() == 0)
      #expect(results.text == "19999\n")
      try folder.write([UInt8](repeating: UInt8(ascii: "["), count: 17 << 20), to: "endless")
      #expect(try shell(input: folder.opened("endless")).run() == 1)
      #expect(messages.text == "error: standard input is larger than 16 MB; keep numbers in a file, and load it\n")
    }

    @Test("a person may shorten commands, a pipe may not")
    func shortens() throws {
      #expect(try status(saying: ["tr 2 epochs", "s", "q"]) == 0)
      #expect(host.performed == ["train 2 epochs"])
      #expect(messages.text.contains("'s' is short for several commands"))
      #expect(try status(reading: "tr 2 epochs") == 2)
    }

    @Test("at the prompt an error, a Ctrl-C in a command and variables leave a session that goes on")
    func session() throws {
      let terminal = try PseudoTerminal(columns: 60, rows: 20)
      host.interruptedCommand = "train"
      nonisolated(unsafe) let shell = shell(input: terminal.device, output: terminal.device)
      nonisolated(unsafe) var status: Int32?
      let thread = Thread { status = shell.run() }
      thread.start()
      for line in ["let a = 41", "describe model", "train 2 epochs", "a + 1", "quit"] {
        try terminal.wait(for: "gmvae> ") { $0.hasSuffix("gmvae> ") }
        terminal.type(line + "\r")
        try terminal.wait(for: line) { $0.contains(line + "\n") }
      }
      try terminal.wait(for: "the end") { _ in thread.isFinished }
      #expect(status == 0)
      #expect(results.text == "42\n")
      #expect(
        messages.text == """
          gmvae: Gaussian-mixture VAEs. help lists the commands, Ctrl-D ends.
          prompt:1:1: error: there is no model yet
            describe model
            ^~~~~~~~~~~~~~
            make one with model
          interrupted; the model is kept as trained so far (epoch 12)

          """)
    }
  }
}
