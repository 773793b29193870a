import Foundation
import TestSupport
import Testing

@Suite("Ctrl-C in long commands")
struct InterruptionTests {
  /// After `print 1`, each takes many seconds.
  @Test(
    "ends each of them within two seconds, with the status of an interruption",
    arguments: [
      "print 1; repeat 99 { load arcs count=10000000 }",
      "load arcs count=3000000; model hidden=16; print 1; compute accuracy on=train; compute accuracy on=train; repeat 99 { evaluate on=train }",
      "load arcs count=3000000; model hidden=16; print 1; export latents l.csv on=train",
      "load arcs count=3000000; model hidden=16; print 1; export latents l.npz on=train; repeat 99 { evaluate on=train }",
      "load arcs count=3000000; model hidden=16; print 1; repeat 99 { plot latents on=train }",
      "load arcs count=1000; model hidden=[2000, 2000] components=100; print 1; repeat 99 { walk style steps=1000 }",
      "load arcs count=1000; model hidden=[2000, 2000] components=100; print 1; sample all count=10000",
      "load arcs count=100000; model hidden=32; print 1; evaluate samples=1000 on=train",
      "load arcs count=20000; model hidden=8 components=60 latent=30; print 1; train 3 epochs pretrain=1 batch=2000",
      "print 1; load csv \"bomb.csv.gz\"",
      "print 1; repeat 99 { load npy large.npy scale=robust }",
    ])
  func ends(text: String) throws {
    let program = try Program()
    if text.contains("bomb") {
      // Two gigabytes of rows in two megabytes: members of a gzip file follow one another.
      let part = try program.shell("yes 1,2 | head -c 20000000 | gzip > part.gz")
      #expect(part.status == 0)
      let bytes = try #require(program.folder.bytes("part.gz"))
      try program.folder.write((0..<100).flatMap { _ in bytes }, to: "bomb.csv.gz")
    }
    if text.contains("large.npy") { try writeLargeArray(program) }
    let process = try program.start(["-c", text])
    #expect(program.waits(for: "1\n", in: "stdout"))
    usleep(1_500_000)
    #expect(process.isRunning, "it is over before it can be interrupted")
    let start = ContinuousClock.now
    process.interrupt()
    let run = try program.finished(process)
    #expect(run.status == 130 && ContinuousClock.now - start < .seconds(2), "\(ContinuousClock.now - start)")
    #expect(program.folder.names().filter { $0.contains("partial") } == [])
  }

  @Test("comes at any time of a load, also when its columns are scaled, and leaves the data as they were")
  func lateInLoads() throws {
    let program = try Program()
    try writeLargeArray(program)
    for milliseconds in stride(from: 300, through: 3_900, by: 900) {
      let process = try program.start(["-c", "print 1; load npy large.npy scale=robust"])
      #expect(program.waits(for: "1\n", in: "stdout"))
      usleep(UInt32(milliseconds * 1000))
      let start = ContinuousClock.now
      process.interrupt()
      let run = try program.finished(process)
      #expect([0, 130].contains(run.status) && ContinuousClock.now - start < .seconds(2), "after \(milliseconds) ms")
    }
  }

  @Test(
    "ends the wait for a script that comes through a pipe, with its status and without a message",
    arguments: [["run", "s.gmv"], ["-c", "source s.gmv"]])
  func pipes(arguments: [String]) throws {
    let program = try Program()
    #expect(mkfifo(program.folder.path("s.gmv"), 0o600) == 0)
    let process = try program.start(arguments)
    usleep(1_000_000)
    #expect(process.isRunning)
    process.interrupt()
    let run = try program.finished(process)
    #expect(run.status == 130 && run.messages == "", "\(run)")
  }

  /// Four million rows of ten numbers, in a file of holes: zeros and a header.
  private func writeLargeArray(_ program: Program) throws {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (4000000, 10), }"
    let header = text + String(repeating: " ", count: 117 - text.utf8.count) + "\n"
    try program.folder.write([0x93] + Array("NUMPY\u{1}\0".utf8) + [118, 0] + Array(header.utf8), to: "large.npy")
    #expect(truncate(program.folder.path("large.npy"), 128 + 4_000_000 * 40) == 0)
  }
}
