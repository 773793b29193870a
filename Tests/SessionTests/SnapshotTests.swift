import Language
import Testing

@testable import Session

@Suite("Snapshots", .serialized)
struct SnapshotTests {
  static let small = "load arcs count=500; model components=4 hidden=8; "

  @Test("training goes on from a restored snapshot as it went on before, bit for bit, also within an epoch")
  func restores() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 8 steps batch=100 rate=3e-3; snapshot half; train 9 steps batch=100 rate=3e-3")
    let expected = try bench.weights(), elbo = try bench.number("elbo")
    try bench.run("train 2 epochs; restore half")
    #expect(try bench.run("[model.epoch, model.step]") == .list([.number(1), .number(3)]))
    try bench.run("train 9 steps batch=100 rate=3e-3")
    #expect(try bench.weights() == expected && bench.number("elbo") == elbo)
    #expect(try bench.table("describe run").title?.hasPrefix("last training: 9 steps") == true)
  }

  @Test("the list shows each with where it stands; a name given again is replaced")
  func lists() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "snapshot first; train 1 epoch; snapshot as 2; train 3 steps batch=100; snapshot first")
    let table = try bench.table("snapshots")
    #expect(table.columns.map(\.name) == ["name", "model", "epoch", "step", "elbo", "size"])
    #expect(table.rows.map { $0[0].text } == ["first", "2"])
    #expect(table.rows[0][1] == .text("arcs, K = 4, on arcs"))
    #expect(table.rows.map { [$0[2], $0[3]] } == [[.number(1), .number(3)], [.number(1), .number(0)]])
    #expect(table.numbers(row: 0)[4] == (try bench.number("elbo")) && table.numbers(row: 0)[5] > 0)
    #expect(bench.session.candidates(for: .snapshot, word: "") == ["first", "2", "current"])
  }

  @Test("what is not there is named with what is, and the session stays as it was")
  func refuses() throws {
    let bench = try Workbench()
    #expect(bench.complaint("snapshot a") == "there is no model yet — load data and make one: load arcs; model")
    #expect(bench.complaint("restore a") == "there is no snapshot 'a' — take one: snapshot before")
    try bench.run(Self.small + "snapshot before; train 1 epoch")
    let before = bench.state
    #expect(bench.complaint("restore befor") == "there is no snapshot 'befor' — snapshots lists them")
    #expect(bench.rendered("compare befor").contains("did you mean 'before'?"))
    #expect(bench.complaint("snapshot current").hasPrefix("'current' is the model of the session itself"))
    #expect(bench.complaint("restore").hasPrefix("'restore' needs NAME"))
    #expect(bench.state == before)
  }

  @Test("they take a bounded part of the memory, and what has no room is refused with a way out")
  func bounded() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    try bench.run("snapshot a")
    let size = try #require(bench.session.state.models.snapshots["a"]?.size)
    bench.session.state.models.snapshots.limit =
      size + Snapshot.expectedSize(of: try #require(bench.session.state.models.current))
    try bench.run("snapshot b; snapshot b")
    #expect(
      bench.complaint("snapshot c").contains(
        "MB, and the others take 0 of 0 MB there are for snapshots — replace one (a, b)"))
    #expect(try bench.table("snapshots").rows.count == 2)
    bench.session.state.models.snapshots.limit = 10
    #expect(bench.complaint("snapshot a").contains("there are for snapshots"))
  }

  @Test("two models side by side: terms, measures, agreement and the largest difference of a parameter")
  func compares() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 2 epochs; snapshot a; train 5 epochs rate=1e-2")
    let table = try bench.table("compare a and current on=train")
    #expect(table.columns.map(\.name) == ["what", "a", "current", "difference"])
    #expect(
      table.rows.map { $0[0].text } == [
        "epoch", "step", "elbo", "reconstruction", "conditional", "style", "component", "prototype", "hungarian",
        "purity", "nmi", "ari", "components used", "agreement (ari)", "largest parameter",
      ])
    for (row, text) in [(2, "let e = evaluate on=train; e.elbo"), (9, "let m = accuracy on=train; m.purity")] {
      #expect(table.numbers(row: row)[2] == (try bench.number(text)))
      #expect(table.numbers(row: row)[3] == table.numbers(row: row)[2] - table.numbers(row: row)[1])
    }
    #expect(table.numbers(row: 14)[3] > 0)
    let same = try bench.table("snapshot b; compare b")
    #expect(same.rows.dropLast(2).indices.allSatisfy { same.numbers(row: $0)[3] == 0 })
    #expect(same.numbers(row: 13)[3] == 1 && same.numbers(row: 14)[3] == 0)
    let other = try bench.table("model components=4 hidden=9; compare a")
    #expect(other.rows.last?[3] == .text("other layers"))
    #expect(try bench.table("describe model").title?.contains("0 epochs trained") == true)
  }
}
