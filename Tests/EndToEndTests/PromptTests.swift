import Foundation
import TestSupport
import Testing

@Suite("The prompt in a terminal")
struct PromptTests {
  private func open(_ program: Program) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(columns: 100, rows: 40)
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, Program.path],
      environment: program.environment.map { "\($0)=\($1)" }.sorted())
    try terminal.wait(for: "gmvae> ")
    return terminal
  }

  @Test("a person types, completes with Tab, calls the last line back, and leaves with Ctrl-D")
  func types() throws {
    let program = try Program()
    let terminal = try open(program)
    terminal.type("lo\t")
    try terminal.wait(for: "gmvae> load ")
    terminal.type("ar\t")
    try terminal.wait(for: "gmvae> load arcs")
    terminal.type("cou\t")
    try terminal.wait(for: "gmvae> load arcs count=")
    terminal.type("300\n")
    try terminal.wait(for: "test      60")
    terminal.type("\u{1B}[A")
    try terminal.wait(for: "two prompts") { $0.components(separatedBy: "gmvae> load arcs count=300").count == 3 }
    terminal.type("0\n")
    try terminal.wait(for: "test      600")
    terminal.type("plot la\t\n")
    try terminal.wait(for: "there is no model yet")
    try waitForPrompt(terminal)
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
    #expect(program.folder.names(in: ".local/state/gmvae") == ["history"])
  }

  @Test("Ctrl-C clears the line at the prompt, stops training, and never ends the program")
  func interrupts() throws {
    let program = try Program()
    let terminal = try open(program)
    terminal.type("garbage")
    try terminal.wait(for: "gmvae> garbage")
    terminal.type("\u{3}")
    try waitForPrompt(terminal)
    terminal.type("print 40 + 2\n")
    try terminal.wait(for: "\n42\n")
    #expect(!terminal.screen.text.contains("error"))
    terminal.type("load arcs count=1000\nmodel hidden=8\ntrain 1000000 epochs\n")
    try terminal.wait(for: "/1000000")
    terminal.type("\u{3}")
    try terminal.wait(for: "interrupted")
    try waitForPrompt(terminal)
    terminal.type("let e = model.epoch\ntrain 1 epoch\nprint \"went on \\(model.epoch - e)\"\n")
    try terminal.wait(for: "went on 1\n")
    terminal.type("quit\n")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("an open bracket goes on in the next line, and an error leaves the session as it was")
  func continues() throws {
    let terminal = try open(try Program())
    terminal.type("let n = 3\nfor i in 0..<n {\nprint \"i is \\(i)\"\n}\n")
    try terminal.wait(for: "\ni is 2\n")
    try waitForPrompt(terminal)
    terminal.type("print m\n")
    try terminal.wait(for: "error: unknown name 'm'")
    try waitForPrompt(terminal)
    terminal.type("print n + 7\n")
    try terminal.wait(for: "\n10\n")
    try waitForPrompt(terminal)
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  /// While a command runs the terminal is not readline's, and keys mean other things.
  private func waitForPrompt(_ terminal: PseudoTerminal) throws {
    try terminal.wait(for: "a prompt") { $0.hasSuffix("gmvae> ") }
  }
}
