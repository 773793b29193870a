import Foundation
import TestSupport
import Testing

@Suite("A program that is killed", .serialized)
struct KillTests {
  static let kills = Int(ProcessInfo.processInfo.environment["GMVAE_KILLS"] ?? "") ?? 10
  static let start = "load arcs count=1000; model; "

  @Test("while it saves leaves the old file or the new one, whole, and no leftovers after the next start")
  func killedWhileSaving() throws {
    let killed = try KilledProcess()
    #expect(try killed.run(Self.start + "save model \"m.safetensors\"") == 0)
    var generator = SeededGenerator(4)
    for number in 0..<Self.kills {
      let marker = "begun-\(number).csv"
      let process = try killed.start(
        Self.start + "export assignments \"\(marker)\"; repeat 100000 { save model \"m.safetensors\" force=true }")
      #expect(killed.wait { killed.exists(marker) })
      usleep(UInt32(generator.number(below: 60_000)))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(try killed.run("open model \"m.safetensors\"; expect model.epoch == 0") == 0, "\(generator)")
    }
    #expect(try killed.run("print 1") == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: killed.folder.path)
    #expect(names.filter { $0.hasSuffix(".partial") } == [])
    print("measured: \(Self.kills) kills while saving, each time a whole file")
  }

  @Test("by a request to end while it trains saves the training first", arguments: [SIGTERM, SIGHUP])
  func ended(signal: Int32) throws {
    let killed = try KilledProcess()
    let process = try killed.start(
      Self.start + "train 1 epoch; export assignments \"begun.csv\"; train 1000000 epochs")
    #expect(killed.wait { killed.exists("begun.csv") })
    usleep(100_000)
    kill(process.processIdentifier, signal)
    #expect(killed.hasEnded(process))
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
    let autosave = try #require(killed.autosaves.first)
    #expect(try killed.run("open model \"\(autosave)\"; expect model.epoch > 0") == 0)
  }

  @Test(
    "by a request to end during any other command ends soon, after what it trained is saved",
    arguments: [SIGTERM, SIGHUP])
  func endedSoon(signal: Int32) throws {
    let killed = try KilledProcess()
    let process = try killed.start(
      "load arcs count=200000; model; train 1 step; export assignments \"begun.csv\"; evaluate on=train samples=1000")
    #expect(killed.wait { killed.exists("begun.csv") })
    usleep(100_000)
    kill(process.processIdentifier, signal)
    #expect(killed.hasEnded(process))
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
    let autosave = try #require(killed.autosaves.first)
    #expect(try killed.run("open model \"\(autosave)\"; expect model.step == 1") == 0)
  }

  @Test("by a request to end at the idle prompt saves what it trained first", arguments: [SIGTERM, SIGHUP])
  func endedIdle(signal: Int32) throws {
    let killed = try KilledProcess()
    let terminal = try PseudoTerminal(columns: 100, rows: 40)
    try terminal.spawn(
      "/usr/bin/env", ["-C", killed.folder.path, Program.path],
      environment: ["XDG_STATE_HOME=\(killed.path("state"))", "PATH=/usr/bin:/bin", "TERM=xterm", "LANG=C.UTF-8"])
    try terminal.wait(for: "gmvae> ")
    terminal.type("\(Self.start)train 1 step; print \"trained \\(model.step)\"\n")
    try terminal.wait(for: "trained 1\n")
    terminal.send(signal)
    #expect(try terminal.waitForExit() == 128 + signal)
    let autosave = try #require(killed.autosaves.first)
    #expect(try killed.run("open model \"\(autosave)\"; expect model.step == 1") == 0)
  }

  @Test("by an error of its script can be gone on with, by the end of its script leaves nothing to do")
  func failed() throws {
    let killed = try KilledProcess()
    #expect(try killed.run(Self.start + "train 1 step") == 0)
    #expect(killed.autosaves == [])
    #expect(try killed.run(Self.start + "train 1 step; expect 1 == 2") == 1)
    #expect(killed.autosaves.count == 1)
  }

  @Test("by Ctrl-C while it trains saves the training too, and says so by its status")
  func interrupted() throws {
    let killed = try KilledProcess()
    let process = try killed.start(
      Self.start + "train 1 epoch; export assignments \"begun.csv\"; train 1000000 epochs")
    #expect(killed.wait { killed.exists("begun.csv") })
    usleep(100_000)
    kill(process.processIdentifier, SIGINT)
    #expect(killed.hasEnded(process))
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    #expect(killed.autosaves.count == 1)
  }
}
