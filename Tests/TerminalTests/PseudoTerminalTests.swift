import TestSupport
import Testing

@Suite("Pseudo-terminal")
struct PseudoTerminalTests {
  private let environment = ["PATH=/usr/bin:/bin", "TERM=xterm", "PS1=$ ", "LC_ALL=C.UTF-8"]

  private func shell() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(columns: 60, rows: 10)
    try terminal.spawn("/bin/bash", ["--norc", "--noprofile"], environment: environment)
    try terminal.wait(for: "$ ")
    return terminal
  }

  @Test("a program runs in it, with its size, and its exit status comes back")
  func runsAProgram() throws {
    let terminal = try shell()
    terminal.type("stty size; exit 7\r")
    #expect(try terminal.waitForExit() == 7)
    #expect(terminal.screen.text == "$ stty size; exit 7\n10 60\nexit\n")
  }

  @Test("keys that edit a line show what a screen would show")
  func edits() throws {
    let terminal = try shell()
    terminal.type("echo one two\u{1B}[D\u{1B}[D\u{1B}[D\u{7F}\u{7F}X\u{5}!\u{1}# ")
    try terminal.wait(for: "$ # echo onXtwo!")
    terminal.type("\u{5}\u{15}exit\r")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("Ctrl-C reaches the program as a signal")
  func interrupts() throws {
    let terminal = try PseudoTerminal()
    try terminal.spawn("/bin/cat", [], environment: environment)
    terminal.type("words\r")
    try terminal.wait(for: "words\nwords\n")
    terminal.type("\u{3}")
    #expect(try terminal.waitForExit() == 128 + 2)
    #expect(terminal.screen.text == "words\nwords\n^C")
  }

  @Test("what does not appear is told with the screen's text")
  func tellsWhatIsThere() throws {
    let terminal = try shell()
    terminal.type("echo here")
    try terminal.wait(for: "here")
    #expect(throws: PseudoTerminal.Failure.self) { try terminal.wait(for: "there", seconds: 1) }
  }
}
