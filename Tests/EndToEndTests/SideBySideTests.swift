import Foundation
import TestSupport
import Testing

@Suite("Sessions side by side in one folder")
struct SideBySideTests {
  /// `GMVAE_SESSIONS_AT_ONCE=20` kills that many.
  static let sessions = Int(ProcessInfo.processInfo.environment["GMVAE_SESSIONS_AT_ONCE"] ?? "") ?? 4

  @Test("that draw overwrite none of each other's figures")
  func figures() throws {
    let program = try Program()
    let session = "\"$GMVAE\" -q -c 'load arcs count=100; repeat 20 { plot data }' &"
    let run = try program.shell("\(session) \(session) \(session) wait")
    #expect(run.messages == "")
    let figures = program.folder.names(in: "figures")
    #expect(figures.count == 60 && figures.allSatisfy { $0.hasSuffix("-data.png") }, "\(figures)")
    #expect(figures.allSatisfy { (program.folder.bytes("figures/" + $0)?.count ?? 0) > 500 })
  }

  @Test("the first figure in a folder of 6,000 comes at once")
  func many() throws {
    let program = try Program()
    for number in 1...6000 {
      try program.folder.write([], to: "figures/\(number < 10 ? "00" : number < 100 ? "0" : "")\(number)-x.png")
    }
    let start = Date()
    let run = try program.run("-q", "-c", "load arcs count=100; plot data")
    #expect(run.status == 0 && program.folder.bytes("figures/6001-data.png") != nil, "\(run.messages)")
    #expect(Date().timeIntervalSince(start) < 10)
  }

  @Test("that are killed leave what each has trained, and the next start offers it")
  func killed() throws {
    let program = try Program()
    let text = "set autosave 1e-9; load arcs count=500; model hidden=4; train 1000000 epochs"
    let sessions = try (0..<Self.sessions).map { _ in try program.start(["--threads", "1", "-c", text]) }
    func saved() -> [String] { program.folder.names(in: ".local/state/gmvae").filter { $0.hasPrefix("autosave-") } }
    let end = Date() + 60 + 10 * Double(Self.sessions)
    while saved().count < Self.sessions, Date() < end { usleep(20_000) }
    for session in sessions { kill(session.processIdentifier, SIGKILL) }
    for session in sessions { session.waitUntilExit() }
    #expect(saved().count == Self.sessions)
    let terminal = try PseudoTerminal(columns: 160, rows: 100)
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, Program.path],
      environment: program.environment.map { "\($0)=\($1)" }.sorted())
    try terminal.wait(for: "gmvae> ")
    let screen = terminal.screen.text, shown = min(Self.sessions, 5)
    #expect(screen.components(separatedBy: "resumes the training of").count == shown + 1, "\(screen)")
    #expect(shown == Self.sessions || screen.contains("\(Self.sessions - shown) more in "), "\(screen)")
    terminal.type("quit\n")
    #expect(try terminal.waitForExit() == 0)
  }
}
