import Foundation
import TestSupport
import Testing

@Suite("Ctrl-C in long commands")
struct InterruptionTests {
  @Test(
    "ends each of them within two seconds, with the status of an interruption",
    arguments: [
      "load arcs count=100000; model hidden=32; print 1; evaluate samples=1000 on=train",
      "load arcs count=20000; model hidden=8 components=60 latent=30; print 1; train 3 epochs pretrain=1 batch=2000",
      "print 1; load csv \"bomb.csv.gz\"",
    ])
  func ends(text: String) throws {
    let program = try Program()
    // Two gigabytes of rows in two megabytes: members of a gzip file follow one another.
    let part = try program.shell("yes 1,2 | head -c 20000000 | gzip > part.gz")
    #expect(part.status == 0)
    let bytes = try #require(program.folder.bytes("part.gz"))
    try program.folder.write((0..<100).flatMap { _ in bytes }, to: "bomb.csv.gz")
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
}
