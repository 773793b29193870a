import Foundation
import TestSupport
import Testing

@Suite("The prompt in a terminal")
struct PromptTests {
  private func open(
    _ program: Program, _ flags: [String] = [], _ variables: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(columns: 100, rows: 40)
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, Program.path] + flags,
      environment: program.environment.merging(variables) { $1 }.map { "\($0)=\($1)" }.sorted())
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
    #expect(mkfifo(program.folder.path("pipe.gmv"), 0o600) == 0)
    for endless in ["for i in 0..<1000000000 { let x = i }", "source pipe.gmv"] {
      let prompts = terminal.screen.text.components(separatedBy: "gmvae> ").count
      terminal.type(endless + "\n")
      try terminal.wait(for: endless + "\n")
      usleep(200_000)
      terminal.type("\u{3}")
      try terminal.wait(for: "the next prompt") { $0.components(separatedBy: "gmvae> ").count > prompts }
    }
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

  @Test("the start-up file is the user's own, not one of the working folder, and --no-init leaves it out")
  func startsUp() throws {
    let program = try Program()
    try program.folder.write(Array("print \"wrong\"".utf8), to: "init.gmv")
    try program.folder.write(Array("let answer = 41\nprint \"mine\"".utf8), to: ".config/gmvae/init.gmv")
    let terminal = try open(program)
    terminal.type("answer + 1\n")
    try terminal.wait(for: "\n42\n")
    #expect(terminal.screen.text.contains("mine\ngmvae> ") && !terminal.screen.text.contains("wrong"))
    let plain = try open(program, ["--no-init"])
    plain.type("answer + 1\n")
    try plain.wait(for: "unknown name 'answer'")
    try program.folder.write(Array("let x = \nprint 1".utf8), to: "config/gmvae/init.gmv")
    let broken = try open(program, [], ["XDG_CONFIG_HOME": program.folder.path("config")])
    // The path may be long, and the screen breaks the line anywhere.
    try broken.wait(for: "what is wrong with init.gmv") {
      $0.filter { !$0.isNewline }.contains("init.gmv:1:9: error: expected a value")
    }
    broken.type("print 6 * 7\n")
    try broken.wait(for: "\n42\n")
    #expect(try program.run(input: "print answer").status == 2, "not where nobody is at the prompt")
  }

  @Test("keys of ~/.inputrc are the user's, those for gmvae alone included; history is searched with Ctrl-R")
  func inputrc() throws {
    let program = try Program()
    let keys = "$if gmvae\n\"\\C-xg\": \"print 11 * 2\"\n$endif\n$if other\n\"\\C-xg\": \"wrong\"\n$endif\n"
    try program.folder.write(Array(keys.utf8), to: ".inputrc")
    let terminal = try open(program)
    terminal.type("\u{18}g\n")
    try terminal.wait(for: "\n22\ngmvae> ")
    terminal.type("seed 5\n")
    try terminal.wait(for: "gmvae> seed 5\ngmvae> ")
    terminal.type("\u{12}11")
    try terminal.wait(for: "(reverse-i-search)`11': print 11 * 2")
    terminal.type("\u{3}")
    try waitForPrompt(terminal)
    terminal.type("\u{12}11\u{5}0\n")
    try terminal.wait(for: "\n220\n")
    terminal.type("quit\n")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("a figure appears in a terminal that says it can show one, above its path; replies are no input")
  func pictures() throws {
    let terminal = try open(try Program())
    terminal.type("load arcs count=200\n")
    try terminal.wait(for: "checksum")
    try waitForPrompt(terminal)
    terminal.type("plot data\n")
    try terminal.wait(for: "the question") { _ in received(terminal).contains("\u{1B}[c") }
    terminal.type("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}P>|kitty(0.35.2)\u{1B}\\\u{1B}[6;20;9t\u{1B}[?62;52;cprint 40")
    try terminal.wait(for: "figures/001-data.png\ngmvae> print 40")
    terminal.type(" + 2\n")
    try terminal.wait(for: "\n42\n")
    #expect(received(terminal).contains("\u{1B}_Gf=100,a=T,q=2,c="))
    terminal.type("set pictures off\nplot data\nquit\n")
    #expect(try terminal.waitForExit() == 0)
    #expect(received(terminal).components(separatedBy: "a=T").count == 2)
    #expect(terminal.screen.text.contains("figures/002-data.png\n"))
  }

  @Test("a terminal that does not answer shows paths alone, and what it says later is no input")
  func silentTerminal() throws {
    let terminal = try open(try Program())
    terminal.type("load arcs count=200\n")
    try terminal.wait(for: "checksum")
    try waitForPrompt(terminal)
    terminal.type("plot data\n")
    try terminal.wait(for: "figures/001-data.png\ngmvae> ")
    terminal.type("\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}[?64;4cprint 5\n")
    try terminal.wait(for: "gmvae> print 5\n5\n")
  }

  @Test("a watched figure is drawn in the terminal after each epoch, in letters where it knows no pictures")
  func watched() throws {
    let terminal = try open(try Program(), ["--threads", "1"])
    terminal.type("set pictures blocks; load arcs count=200; model hidden=4; train 2 epochs watch=latents\n")
    try terminal.wait(for: "latents after each epoch: figures/001-latents.png")
    let shades = terminal.screen.text.unicodeScalars.count { (0x2580...0x259F).contains($0.value) }
    #expect(shades > 100, "\(terminal.screen.text)")
    terminal.type("quit\n")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("a table beyond the screen's height is cut with a count, and shown whole on request")
  func longTables() throws {
    let terminal = try open(try Program(), ["--threads", "1"])
    terminal.type("load arcs count=200; model hidden=4; let a = train 60 epochs\n")
    try terminal.wait(for: "training  ")
    try waitForPrompt(terminal)
    terminal.type("a.history\n")
    try terminal.wait(for: "more rows; set rows all shows every row")
    terminal.type("set rows all\na.history\nquit\n")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.screen.text.contains("\n   60  "))
  }

  private func received(_ terminal: PseudoTerminal) -> String { String(decoding: terminal.received, as: UTF8.self) }

  /// While a command runs the terminal is not readline's, and keys mean other things.
  private func waitForPrompt(_ terminal: PseudoTerminal) throws {
    try terminal.wait(for: "a prompt") { $0.hasSuffix("gmvae> ") }
  }
}
