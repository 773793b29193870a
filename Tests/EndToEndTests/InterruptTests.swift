import Foundation
import TestSupport
import Testing

@Suite("Ctrl-C in training, again and again")
struct InterruptTests {
  /// `GMVAE_INTERRUPTS=1000` tries that many, and `GMVAE_INTERRUPT_SECONDS=0.2` demands the prompt within that time: it is
  /// promised within a batch (here a millisecond) and 0.2 s, which a machine that does other things cannot keep.
  static let interrupts = Int(ProcessInfo.processInfo.environment["GMVAE_INTERRUPTS"] ?? "") ?? 10
  static let seconds = Double(ProcessInfo.processInfo.environment["GMVAE_INTERRUPT_SECONDS"] ?? "") ?? 5

  @Test("brings the prompt back at once, keeps what was trained, and never ends the program")
  func interrupts() throws {
    var generator = SeededGenerator(8), waits: [Double] = []
    while waits.count < Self.interrupts {
      waits += try session(of: min(25, Self.interrupts - waits.count), &generator)
    }
    let longest = waits.max() ?? 0
    #expect(longest <= Self.seconds, "\(generator)")
    print("measured: \(waits.count) interrupts, the prompt back after at most \(Int(longest * 1000)) ms")
  }

  /// A session with so many interrupts; gives how long the prompt took after each.
  private func session(of count: Int, _ generator: inout SeededGenerator) throws -> [Double] {
    let program = try Program(), terminal = try PseudoTerminal()
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, Program.path, "--threads", "1"],
      environment: program.environment.map { "\($0)=\($1)" }.sorted())
    try waitForPrompt(terminal, 0)
    terminal.type("load arcs count=1000\n")
    try waitForPrompt(terminal, 1)
    terminal.type("model hidden=8\n")
    try waitForPrompt(terminal, 2)
    var step = 0.0
    let waits = try (0..<count).map { round in
      terminal.type("train 1000000 epochs\n")
      try terminal.wait(for: "training") { $0.split(separator: "\n").last?.contains(" examples/s") == true }
      usleep(UInt32(generator.number(below: 50_000)))
      let began = Date()
      terminal.type("\u{3}")
      try waitForPrompt(terminal, 3 + 2 * round)
      let wait = Date().timeIntervalSince(began)
      terminal.type("print \"at \\(model.epoch * 5 + model.step)\"\n")
      try waitForPrompt(terminal, 4 + 2 * round)
      let now = terminal.screen.text.matches(of: #/\nat (\d+)\n/#).last.flatMap { Double($0.1) }
      #expect(try #require(now) > step, "\(generator): interrupt \(round)")
      step = now ?? step
      return wait
    }
    terminal.type("quit\n")
    #expect(try terminal.waitForExit() == 0)
    return waits
  }

  /// Waits for a prompt after so many statements.
  private func waitForPrompt(_ terminal: PseudoTerminal, _ statements: Int) throws {
    try terminal.wait(for: "prompt \(statements)") {
      $0.hasSuffix("gmvae> ") && $0.components(separatedBy: "gmvae> ").count == statements + 2
    }
  }
}
