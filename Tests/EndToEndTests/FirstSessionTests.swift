import Foundation
import TestSupport
import Testing

@Suite("A first session in a terminal")
struct FirstSessionTests {
  /// What somebody types who knows only Tab, Up and help, and what each answer shows.
  static let keys: [(keys: String, answer: String)] = [
    ("help\n", "help train explains train"), ("\t\t", "reconstruct"), ("lo\t\t", "your own: PNG and"),
    ("ar\t\n", "checksum"), ("help mod\t\n", "model mnist-fc components=16"), ("mode\t\n", "epoch       0"),
    ("tr\t2 ep\tlam\t1.5\n", "training  "), ("\u{1B}[A\n", "4/4"), ("compu\tac\t\n", "used"),
    ("pl\t\t", "the ELBO and its terms"), ("la\tcol\t\t", "entropy"), ("com\t\n", "latents.png"),
    ("\u{1B}[A > latents.svg\n", "\nlatents.svg"),
  ]

  @Test("reaches a latent plot", arguments: [(80, 24), (200, 50)])
  func reachesAPlot(columns: Int, rows: Int) throws {
    let program = try Program()
    let terminal = try PseudoTerminal(columns: columns, rows: rows)
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, Program.path, "--threads", "1"],
      environment: program.environment.map { "\($0)=\($1)" }.sorted())
    try terminal.wait(for: "gmvae> ")
    for (keys, answer) in Self.keys {
      let shown = terminal.screen.text.count
      terminal.type(keys)
      try terminal.wait(for: "\(answer) after \(keys.debugDescription)") {
        let isListing = keys.hasSuffix("\t") && $0.split(separator: "\n").last?.hasPrefix("gmvae> ") == true
        return $0.dropFirst(shown).contains(answer) && (isListing || $0.hasSuffix("\ngmvae> "))
      }
    }
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
    #expect(program.folder.names(in: "figures") == ["001-latents.png"])
    let screen = terminal.screen.text.replacing(/[0-9,]+ examples\/s/, with: "# examples/s")
    try Snapshot.check(Snapshot.masked(screen, folder: program.folder.path), "terminal-\(columns)x\(rows)")
  }
}
