import Foundation
import TestSupport
import Testing

@Suite("A long session")
struct LongSessionTests {
  /// `GMVAE_COMMANDS=10000` gives that many.
  static let commands = Int(ProcessInfo.processInfo.environment["GMVAE_COMMANDS"] ?? "") ?? 1_000

  /// What is said again and again, mistakes included. Figures replace one another, so that the folder stays small.
  static let round = [
    "load arcs count=200", "describe data", "model components=3 hidden=4", "train 1 epoch", "let a = compute accuracy",
    "evaluate", "print \"\\(a.purity) of \\(data.count)\"", "for k in 0..<3 { print k }", "plat latents", "print none",
    "sample component 1 > s.png", "describe model", "help train", "expect 1 == 1", "seed 3", "sample component 9",
    "plot latents > l.png", "show", "let list = [1, 2, 3] + [4]", "reconstruct [0, 1] > r.svg",
  ]

  @Test("takes no more memory at its end than when it has just begun")
  func memory() throws {
    let program = try Program()
    let input = Pipe()
    let process = try program.start(["--threads", "1"], reading: input.fileHandleForReading)
    var count = 0
    func say(upTo last: Int) throws {
      while count < last {
        try input.fileHandleForWriting.write(contentsOf: Data((Self.round[count % Self.round.count] + "\n").utf8))
        count += 1
      }
      try input.fileHandleForWriting.write(contentsOf: Data("print \"said \(count)\"\n".utf8))
      #expect(program.waits(for: "said \(count)\n", in: "stdout", seconds: 900))
    }
    try say(upTo: Self.commands / 5)
    let early = try residentBytes(process)
    try say(upTo: Self.commands)
    let late = try residentBytes(process)
    try input.fileHandleForWriting.close()
    #expect(try program.finished(process).status == 2, "the first error's status")
    // What was said and shown stays for save script and save notebook, 2 KB a command.
    #expect(Double(late) <= 1.06 * Double(early), "\(early) KB, then \(late) KB")
    print("measured: \(Self.commands) commands, \(early) KB after a fifth of them, \(late) KB at the end")
  }

  private func residentBytes(_ process: Process) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return try #require(Int(line.filter(\.isNumber)))
  }
}
