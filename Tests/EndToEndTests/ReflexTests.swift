import Foundation
import TestSupport
import Testing

/// Each habit is typed at the real prompt.
@Suite("What people type by habit, at the prompt")
struct ReflexTests {
  private func open(_ program: Program, _ flags: [String] = [], _ variables: [String: String] = [:]) throws
    -> PseudoTerminal
  {
    let terminal = try PseudoTerminal(columns: 120, rows: 60)
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, Program.path, "--threads", "1"] + flags,
      environment: program.environment.merging(variables) { $1 }.map { "\($0)=\($1)" }.sorted())
    try waitForPrompt(terminal)
    return terminal
  }

  /// Types a line, waits for the next prompt, and gives what came between them.
  private func answer(_ terminal: PseudoTerminal, _ line: String) throws -> String {
    let start = terminal.received.count
    terminal.type(line + "\n")
    try terminal.wait(for: "an answer to \(line)") { screen in
      screen.hasSuffix("gmvae> ") && terminal.received.count > start + line.utf8.count + 8
    }
    let text = String(decoding: terminal.received[start...].filter { $0 != 13 }, as: UTF8.self)
    let plain = text.replacing(#/\u{1B}\[[0-9;?]*[a-zA-Z]/#, with: "")
    return plain.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast().joined(separator: "\n")
  }

  private func waitForPrompt(_ terminal: PseudoTerminal) throws {
    try terminal.wait(for: "a prompt") { $0.hasSuffix("gmvae> ") }
  }

  @Test("does what is meant, or is told in one line how it is done here")
  func habits() throws {
    let program = try Program()
    try program.folder.write(Array("a,b\n1,2\n".utf8), to: "mine/table.csv")
    let terminal = try open(program)
    func says(_ line: String, _ part: String, lines: ClosedRange<Int> = 1...1000) throws {
      let said = try answer(terminal, line)
      #expect(said.contains(part), "\(line): \(said)")
      #expect(lines.contains(said.split(separator: "\n").count), "\(line): \(said)")
    }
    for line in ["?", ".help", "help()"] { try says(line, "help train") }
    for line in ["train?", "?train", "help(train)", "train --help", "Train -h", "man train"] {
      try says(line, "train [N epochs")
    }
    for line in ["ls", "dir"] { try says(line, "mine/") }
    try says("ls mine", "mine/table.csv", lines: 1...1)
    try says("pwd", program.folder.path, lines: 1...1)
    try says("cd mine", "write mine/file", lines: 1...1)
    try says("!ls", "no program is started from here", lines: 1...1)
    try says("clear", "Ctrl-L", lines: 1...1)
    try says("del n", "let n = 0", lines: 1...1)
    try says("alias t=train", "define t n { train n epochs }", lines: 1...1)
    try says("%timeit 1", "set timing on", lines: 1...1)
    try says("replot", "no plot was drawn yet", lines: 1...1)
    try says("undo", "there is nothing to take back")
    try says("LOAD arcs count=300 // five of them", "checksum")
    for line in ["\\d", ".tables", ".schema"] { try says(line, "arcs: examples of shape 2") }
    try says("version", "oneDNN")
    #expect(try answer(terminal, "gmvae> let n = 40 + 2") == "")
    try says("who", "n     42")
    try says("%time print n", " s", lines: 2...2)
    try says("n * 2", "84", lines: 1...1)
    try says("_ + 1", "85", lines: 1...1)
    try says("plot data", "figures/001-data.png", lines: 1...1)
    try says("replot", "figures/002-data.png", lines: 1...1)
    try says("let n = 1; undo", "took back: let n = 1", lines: 1...1)
    try says("n", "42", lines: 1...1)
    terminal.type("quit()\n")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("open shows a figure in the viewer of the desktop; without one, and with --safe, a line says why not")
  func opens() throws {
    let program = try Program()
    let viewer = "#!/bin/sh\nprintf '%s' \"$1\" >opened\n"
    try program.folder.write(Array(viewer.utf8), to: "bin/xdg-open")
    #expect(chmod(program.folder.path("bin/xdg-open"), 0o755) == 0)
    let desktop = ["DISPLAY": ":7", "PATH": program.folder.path("bin") + ":/usr/bin:/bin"]
    let terminal = try open(program, [], desktop)
    _ = try answer(terminal, "load arcs count=200; plot data")
    #expect(try answer(terminal, "open figures/001-data.png") == "")
    #expect(program.waits { program.folder.bytes("opened") == Array("./figures/001-data.png".utf8) })
    #expect(try answer(terminal, "open none.png").contains("'none.png' cannot be read"))
    let safe = try open(program, ["--safe"], desktop)
    #expect(try answer(safe, "open figures/001-data.png").contains("with --safe no program is started"))
    let alone = try open(program)
    #expect(try answer(alone, "open figures/001-data.png").contains("there is no desktop here"))
    let script = try program.run(["-c", "open figures/001-data.png"], variables: desktop)
    #expect(script.status == 2, "not where nobody types: \(script.messages)")
  }

  @Test("Up finds what began like the typed text, and all of the history where there is none")
  func prefixes() throws {
    let program = try Program(), terminal = try open(program)
    for line in ["print 10 + 1", "let a = 5", "print a", "seed 4"] { _ = try answer(terminal, line) }
    terminal.type("pri\u{1B}[A")
    try terminal.wait(for: "the last with pri") { $0.hasSuffix("gmvae> print a") }
    terminal.type("\u{1B}[A")
    try terminal.wait(for: "the one before") { $0.hasSuffix("gmvae> print 10 + 1") }
    terminal.type("0\n")
    try terminal.wait(for: "\n20\n")
    try waitForPrompt(terminal)
    terminal.type("\u{1B}[A\u{1B}[A")
    try terminal.wait(for: "the last but one") { $0.hasSuffix("gmvae> seed 4") }
    terminal.type("\u{1B}[B\u{1B}[B")
    try waitForPrompt(terminal)
    try program.folder.write(Array("\"\\e[A\": \"print 3 * 3\"\n".utf8), to: ".inputrc")
    let own = try open(program)
    own.type("\u{1B}[A\n")
    try own.wait(for: "\n9\n")
  }

  @Test("what is typed while a command runs waits for the next prompt, and is not mixed into the progress line")
  func typedAhead() throws {
    let terminal = try open(try Program())
    terminal.type("load arcs count=1000; model hidden=8; train 0.03 minutes\n")
    try terminal.wait(for: " left")
    terminal.type("print 6 * 7\n")
    while !terminal.screen.text.contains("42") {
      let running = terminal.screen.text.components(separatedBy: "gmvae> ").count == 2
      if running { #expect(!terminal.screen.text.contains("6 * 7"), "\(terminal.screen.text)") }
      try terminal.wait(for: "something new") { [count = terminal.received.count] _ in terminal.received.count > count }
    }
    try terminal.wait(for: "gmvae> print 6 * 7\n42\ngmvae> ")
    terminal.type("quit\n")
    #expect(try terminal.waitForExit() == 0)
  }
}
