import Foundation
import TestSupport
import Testing

@Suite("A long session")
struct LongSessionTests {
  /// `GMVAE_COMMANDS=100000` gives that many. After 4,000 all that is kept of a session is as long as it becomes.
  static let commands = Int(ProcessInfo.processInfo.environment["GMVAE_COMMANDS"] ?? "") ?? 4_000

  /// What is said again and again, mistakes included. Figures replace one another, so that the folder stays small.
  static let usual = [
    "load arcs count=200", "describe data", "model components=3 hidden=4", "train 1 epoch", "let a = compute accuracy",
    "evaluate", "print \"\\(a.purity) of \\(data.count)\"", "for k in 0..<3 { print k }", "plat latents", "print none",
    "sample component 1 > s.png", "describe model", "help train", "expect 1 == 1", "seed 3", "sample component 9",
    "plot latents > l.png", "show", "let list = [1, 2, 3] + [4]", "reconstruct [0, 1] > r.svg",
  ]

  @Test(
    "takes 5 % more memory at its end than when it has just begun, at most",
    arguments: [usual, ["print 1"], ["help", "help plot latents"]])
  func memory(round: [String]) throws {
    let program = try Program()
    let input = Pipe()
    let process = try program.start(["--threads", "1"], reading: input.fileHandleForReading)
    var count = 0
    func say(upTo last: Int) throws {
      while count < last {
        try input.fileHandleForWriting.write(contentsOf: Data((round[count % round.count] + "\n").utf8))
        count += 1
      }
      try input.fileHandleForWriting.write(contentsOf: Data("print \"said \(count)\"\n".utf8))
      #expect(try program.waits(seconds: 7200) { try lastOutput(program).hasSuffix("said \(count)\n") })
    }
    // Two rounds, so that all that is made once is there.
    try say(upTo: max(2 * Self.usual.count, Self.commands / 20))
    let early = try residentBytes(process), first = count
    try say(upTo: Self.commands)
    let late = try residentBytes(process)
    try input.fileHandleForWriting.close()
    #expect(try program.finished(process).status == (round == Self.usual ? 2 : 0), "the first error's status")
    #expect(Double(late) <= 1.05 * Double(early), "\(early) KB, then \(late) KB")
    print("measured: '\(round[0])', …: \(early) KB after \(first) commands, \(late) KB after \(Self.commands)")
  }

  /// The end of what the program said, which may be a gigabyte.
  private func lastOutput(_ program: Program) throws -> String {
    let file = try FileHandle(forReadingFrom: URL(filePath: program.folder.path(".streams/stdout")))
    let size = try file.seekToEnd()
    try file.seek(toOffset: size - min(size, 100))
    return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
  }

  private func residentBytes(_ process: Process) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return try #require(Int(line.filter(\.isNumber)))
  }
}
