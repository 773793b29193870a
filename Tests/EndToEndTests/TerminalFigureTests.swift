import TestSupport
import Testing

@Suite("Figures in a terminal of letters")
struct TerminalFigureTests {
  private func open(_ program: Program) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(columns: 90, rows: 40)
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, Program.path],
      environment: program.environment.map { "\($0)=\($1)" }.sorted())
    try terminal.wait(for: "gmvae> ")
    terminal.type("set pictures blocks\nload arcs count=300\nmodel components=3 hidden=8\n")
    try terminal.wait(for: "parameters")
    return terminal
  }

  @Test("have their numbers, names and legends as letters; usage and confusion print their table")
  func letters() throws {
    let terminal = try open(try Program())
    terminal.type("train 1 epoch\nplot latents\n")
    try terminal.wait(for: "figures/001-latents.png")
    let shown = terminal.screen.text
    #expect(shown.contains("Latent space of arcs after 1 epoch") && shown.contains("x₁") && shown.contains("x₂"))
    #expect(shown.contains("● 0") && shown.contains("○ p(x|w=0, z), 2σ") && shown.contains("┤"))
    #expect(shown.contains { ("\u{2580}"..."\u{259F}").contains($0) }, "marks are blocks")
    for (number, name) in [(2, "usage"), (3, "confusion")] {
      terminal.type("plot \(name)\n")
      try terminal.wait(for: "figures/00\(number)-\(name).png")
      let table = terminal.screen.text.components(separatedBy: "plot \(name)").last ?? ""
      #expect(table.contains("component  examples   0"), "\(name)")
    }
  }

  @Test("are drawn in place after each epoch where they are watched")
  func watched() throws {
    let terminal = try open(try Program())
    terminal.type("train 3 epochs watch=latents\n")
    try terminal.wait(for: "latents after each epoch: figures/001-latents.png")
    let received = String(decoding: terminal.received, as: UTF8.self)
    for epoch in ["1 epoch", "2 epochs", "3 epochs"] {
      #expect(received.contains("Latent space of arcs after \(epoch)"), "\(epoch)")
    }
    // Each is drawn over the one before, so that one is left.
    #expect(terminal.screen.text.components(separatedBy: "Latent space of arcs after").count == 2)
    #expect(terminal.screen.text.contains("after 3 epochs"))
  }
}
