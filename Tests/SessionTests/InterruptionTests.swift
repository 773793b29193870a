import Language
import Testing

@testable import Session

@Suite("Ctrl-C")
struct InterruptionTests {
  private func bench() throws -> Workbench {
    let bench = try Workbench(small: "train 1 epoch; snapshot start; seed 7")
    let zeros = String(repeating: "0", count: 40)
    let rows = (0..<4000).map { "\($0).\(zeros)1,\($0 % 97).5\(zeros),\($0 % 3)\n" }.joined()
    try bench.folder.write(Array(rows.utf8), to: "t.csv")
    return bench
  }

  @Test(
    "ends a command between any two pieces of its work, which leaves the session and its files as they were",
    arguments: [
      ("load csv \"t.csv\"", 10), ("evaluate samples=30 on=train", 90), ("compute accuracy on=train", 3),
      ("export latents \"l.csv\" on=train", 3), ("export latents \"l.npz\" on=train", 7),
      ("export latents \"l.parquet\" on=train", 3),
      ("export assignments \"a.csv\" on=train", 3), ("plot latents on=train", 4), ("walk style steps=500", 8),
      ("sample all count=500", 8), ("plot density resolution=50 samples=100", 5), ("reconstruct on=train", 4),
      ("plot confusion on=train > \"c.csv\"", 3), ("plot components", 3),
    ])
  func anywhere(command: String, least: Int) throws {
    let counting = try bench()
    counting.interrupt(fromStep: .max)
    try counting.run(command)
    let asked = counting.asked
    #expect(asked >= least, "it asks \(asked) times")
    for step in [2, (asked + 1) / 2, asked] {
      let bench = try bench()
      let before = bench.state, files = bench.folder.names()
      bench.interrupt(fromStep: step)
      #expect(throws: Interrupted.self, "\(step) of \(asked)") { try bench.run(command) }
      bench.goOn()
      #expect(bench.state == before && bench.folder.names() == files, "\(step) of \(asked)")
      if step == 2 { try bench.run(command) }
    }
  }

  @Test("ends the fit of a mixture; the training then fits it again")
  func fit() throws {
    let text = "load arcs count=300; model components=3 hidden=6; train 3 epochs pretrain=2 batch=100"
    let whole = try Workbench(), bench = try Workbench()
    whole.interrupt(fromStep: .max)
    try whole.run(text)
    // Without its own two epochs' worth of steps and the third's, all that asks is the fit.
    #expect(whole.asked > 30)
    bench.interrupt(fromStep: whole.asked - 10)
    try bench.run(text)
    bench.goOn()
    #expect(try bench.run("run.outcome") == .text("interrupted"))
    #expect(try bench.number("model.epoch") == 2 && bench.number("model.step") == 0)
    _ = try bench.run("train 1 epoch pretrain=2 batch=100")
    #expect(try bench.weights() == whole.weights())
  }
}
