import Language
import Testing

@testable import Session

@Suite("Restarts", .serialized)
struct RestartTests {
  @Test("go on with the start whose trial ended with the best ELBO in training, the same as from that start alone")
  func best() throws {
    let bench = try Workbench(small: "")
    let run = try bench.record("train 5 epochs restarts=4 trial=2 batch=100")
    guard case .table(let starts)? = run["starts"] else { throw Surprise("there are no starts") }
    let rows = starts.rows.indices.map { starts.numbers(row: $0) }
    let best = try #require(rows.max { $0[3] < $1[3] })
    #expect(rows.map { $0[0] } == [1, 2, 3, 4] && Set(rows.map { $0[1] }).count == 4)
    #expect(run["seed"] == .number(best[1]) && run["epochs"] == .number(5) && run["outcome"] == .text("finished"))
    #expect(try bench.number("model.epoch") == 5 && bench.table("describe run").rows.count == 5)
    let alone = try Workbench(small: "train 5 epochs start=\(Int(best[0])) batch=100")
    #expect(try alone.weights() == bench.weights())
    #expect(
      bench.takeNotes().contains { $0.hasPrefix("start \(Int(best[0])) has the best ELBO in training (1: ") })
  }

  @Test("go on with the most consistent start where consistency is trained")
  func consistent() throws {
    let bench = try Workbench(small: "")
    let run = try bench.record("train 3 epochs restarts=4 trial=2 batch=100 consistency=20 first=2")
    guard case .table(let starts)? = run["starts"] else { throw Surprise("there are no starts") }
    #expect(starts.columns.map(\.name).last == "consistency")
    let best = try #require(starts.rows.indices.map { starts.numbers(row: $0) }.min { $0[3] < $1[3] })
    #expect(run["seed"] == .number(best[1]))
    #expect(
      bench.takeNotes().contains { $0.hasPrefix("start \(Int(best[0])) is the most consistent in training (1: ") })
  }

  @Test("take a fifth of the epochs each, and at least one")
  func shares() throws {
    for (epochs, share) in [(1, 1.0), (3, 1), (5, 1), (6, 2)] {
      let run = try Workbench(small: "").record("train \(epochs) epochs restarts=2 batch=250")
      guard case .table(let starts)? = run["starts"] else { throw Surprise("there are no starts") }
      #expect(starts.rows.indices.allSatisfy { starts.numbers(row: $0)[2] == share })
      #expect(run["epochs"] == .number(Double(epochs)))
    }
  }

  @Test("interrupted, keep the best start that is complete, or else the one under way, and a script does so again")
  func interrupted() throws {
    for (step, alone) in [(3, "2 steps"), (8, "1 epoch")] {
      let bench = try Workbench(small: "")
      bench.interrupt(beforeStep: step)
      let run = try bench.record("train 10 epochs restarts=2 trial=1 batch=100")
      #expect(run["outcome"] == .text("interrupted"))
      #expect(try bench.weights() == Workbench(small: "train \(alone) batch=100").weights())
      try bench.run("save script \"s.gmv\" force=true")
      let again = try Workbench(), script = String(decoding: try bench.read("s.gmv"), as: UTF8.self)
      try again.run(script)
      #expect(try again.weights() == bench.weights(), "\(script)")
    }
  }

  @Test("a script of a training that was interrupted after its trials goes on from the start that was chosen")
  func interruptedLater() throws {
    let bench = try Workbench(small: "")
    bench.interrupt(beforeStep: 18)
    try bench.run("train 10 epochs restarts=3 trial=1 batch=100; save script \"s.gmv\"")
    let again = try Workbench(), script = String(decoding: try bench.read("s.gmv"), as: UTF8.self)
    try again.run(script)
    #expect(script.contains("steps=7") && !script.contains("restarts"), "\(script)")
    #expect(try again.weights() == bench.weights())
  }

  @Test("a recipe's training that was interrupted is written with the recipe's options, the rate's end included")
  func recipe() throws {
    let bench = try Workbench(), again = try Workbench()
    for folder in [bench.folder, again.folder] { try TinyDigits.write(to: folder, in: "data/mnist") }
    try bench.run("load mnist; model hidden=8")
    bench.interrupt(beforeStep: 3)
    try bench.run("train 12 epochs recipe=best batch=50; save script \"s.gmv\"")
    let script = String(decoding: try bench.read("s.gmv"), as: UTF8.self)
    try again.run(script)
    #expect(script.contains("cosine=12"), "\(script)")
    #expect(try again.weights() == bench.weights())
  }

  @Test("need a model that has learned nothing, and epochs to share out")
  func refused() throws {
    let trained = try Workbench(small: "train 1 epoch"), fresh = try Workbench(small: "")
    #expect(trained.complaint("train 2 epochs restarts=2").hasPrefix("restarts begins with a new model"))
    #expect(trained.complaint("train 2 epochs start=2").hasPrefix("start begins with a new model"))
    #expect(
      fresh.complaint("train 20 steps restarts=2").hasPrefix("restarts divides a number of epochs among the starts"))
    #expect(fresh.complaint("train 2 epochs restarts=2 start=2").hasPrefix("start names one of the starts"))
  }
}
