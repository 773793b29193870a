import Language
import Testing

@testable import Session

@Suite("Recipes and options of training", .serialized)
struct RecipeTests {
  @Test("a recipe says what it stands for, which gives the same weights", arguments: ["paper", "best"])
  func spelledOut(recipe: String) throws {
    let first = try Workbench(small: ""), second = try Workbench(small: "")
    try first.run("train 3 steps recipe=\(recipe)")
    let head = "recipe \(recipe): "
    let told = try #require(first.takeNotes().last { $0.hasPrefix(head) })
    try second.run(String(told.dropFirst(head.count)))
    #expect(try first.weights() == second.weights())
  }

  @Test("a recipe that was interrupted goes on to its last epoch as if it had not been")
  func interrupted() throws {
    let whole = try Workbench(small: ""), parts = try Workbench(small: "")
    try whole.run("train recipe=best")
    parts.interrupt(beforeStep: 25)
    try parts.run("train recipe=best")
    try parts.run("train recipe=best")
    #expect(try whole.weights() == parts.weights())
    #expect(throws: Diagnostic.self) { try parts.run("train recipe=best") }
  }

  @Test("recipe=best suits the kind of data")
  func kinds() throws {
    func told(_ text: String) throws -> String {
      let bench = try Workbench()
      try TinyDigits.write(to: bench.folder, in: "data/mnist")
      try bench.folder.write(Array((0..<60).map { "\($0),\($0 % 7),1,2,\($0 % 5)\n" }.joined().utf8), to: "rows.csv")
      try bench.run(text)
      return bench.takeNotes().last { $0.hasPrefix("recipe best: ") } ?? ""
    }
    #expect(try told("load arcs count=200; model components=8; train 1 step recipe=best").contains("lambda=1.5"))
    let images = try told("load mnist; model hidden=8; train 1 step recipe=best")
    #expect(images.contains("consistency=[50, 150, 3, 3]") && images.contains("distortion=1.25"))
    let rows = try told("load csv rows.csv; model hidden=8; train 1 step recipe=best")
    #expect(rows.contains("neighbors=50 partition=10") && !rows.contains("distortion"))
    let longer = try told("load mnist; model hidden=8 components=13; train 12 epochs recipe=best batch=50")
    #expect(longer.contains("cosine=12") && longer.contains("groups=10") && longer.contains("batch=50"))
  }

  @Test("a training with neighbors that was divided takes the same steps")
  func neighbors() throws {
    func bench() throws -> Workbench {
      let bench = try Workbench()
      let rows = (0..<90).map { row in "\(row % 7),\(10 * (row % 3)),\(row % 5 - 10 * (row % 3)),\(row % 4)\n" }
      try bench.folder.write(Array(rows.joined().utf8), to: "rows.csv")
      try bench.run("load csv rows.csv; model hidden=16 components=3")
      return bench
    }
    let options = "neighbors=50 first=3 batch=24 rate=1e-2"
    let whole = try bench(), parts = try bench()
    try whole.run("train 5 epochs \(options)")
    try parts.run("train 2 epochs \(options); train 3 epochs \(options)")
    #expect(try whole.weights() == parts.weights())
    #expect(whole.takeNotes().contains { $0.hasPrefix("the examples' neighbors were divided by") })
  }

  @Test("options stand in the run's record where they are not the standard ones, and only there")
  func record() throws {
    let bench = try Workbench(small: "")
    let plain = try bench.record("train 2 steps")
    let rich = try bench.record(
      "train 2 steps consistency=5 first=2 early=0.1 warmup=0.5 cosine=9 annealing=3 balance=4")
    let shown = ["consistency": 5.0, "first": 2, "early": 0.1, "warmup": 0.5, "cosine": 9, "annealing": 3]
    for (name, value) in shown.sorted(by: { $0.key < $1.key }) {
      #expect(plain[name] == nil && rich[name] == .number(value), "\(name)")
    }
    #expect(rich["balance"] == nil && rich["entropy"] == nil)
    let changing = try bench.record("train 2 steps lambda=[1.5, 0, 20] eta=0.5 style_weight=[0, 1, 2, 8] augment=0.3")
    func list(_ numbers: [Double]) -> Value { .list(numbers.map(Value.number)) }
    #expect(changing["lambda"] == list([1.5, 0, 20]) && changing["style_weight"] == list([0, 1, 2, 8]))
    #expect(changing["eta"] == .number(0.5) && changing["augment"] == .number(0.3) && plain["eta"] == nil)
    #expect(try bench.table("describe run").title?.hasSuffix("lambda [1.5, 0, 20]") == true)
    let sampled = try bench.record("train 2 steps objective=sampled")
    #expect(plain["objective"] == nil && sampled["objective"] == .text("sampled"))
  }

  @Test("a training beyond the epoch at which the rate is 0 is refused")
  func beyondCosine() throws {
    let bench = try Workbench(small: "")
    #expect(throws: Diagnostic.self) { try bench.run("train 3 epochs cosine=2") }
    try bench.run("train 1 epoch cosine=2")
    #expect(throws: Diagnostic.self) { try bench.run("train 2 epochs cosine=2") }
  }

  @Test("binary pixels need data from 0 to 1")
  func binary() throws {
    #expect(throws: Diagnostic.self) { try Workbench(small: "").run("train 2 steps binary=true") }
  }

  /// Three clouds in four columns of very different units.
  private func clouds(scale: String) throws -> Workbench {
    let bench = try Workbench()
    let rows = (0..<150).map { row in
      let group = row % 3, first = row * 7 % 10, second = row * 13 % 9
      return
        "\(1000 * group + 20 * first),\(0.001 * Double(second - 30 * (group / 2))),\(first - 2 * second),\(group * 5 + second)\n"
    }
    try bench.folder.write(Array(rows.joined().utf8), to: "rows.csv")
    try bench.run("load csv rows.csv scale=\(scale); model hidden=16 components=3")
    return bench
  }

  @Test(
    "without a length it trains until the ELBO rises no more, uses all components, and says so",
    arguments: ["standard", "minmax", "none"])
  func noLength(scale: String) throws {
    let bench = try clouds(scale: scale)
    let record = try bench.record("train patience=20 first=10")
    let notes = bench.takeNotes()
    #expect(
      notes.contains { $0.hasPrefix("until the ELBO rises no more: train minutes=5 ") && $0.contains("neighbors=50") })
    #expect(notes.contains { $0.hasPrefix("the ELBO rose no more after ") }, "\(notes)")
    #expect(
      notes.contains { $0.hasPrefix("clusters: 3 of 3 components in use, ") && $0.contains("agree by an ARI of 1, ") },
      "\(notes)")
    #expect(record["outcome"] == .text("finished") && !notes.contains { $0.contains("divides these data better") })
  }

  @Test("what stands behind a training without a length gives the same weights, and so does its replay in steps")
  func spelledLength() throws {
    let first = try clouds(scale: "standard"), second = try clouds(scale: "standard"),
      third = try clouds(scale: "standard")
    let record = try first.record("train rate=5e-3 patience=4 first=5")
    let head = "until the ELBO rises no more: "
    let told = String(try #require(first.takeNotes().last { $0.hasPrefix(head) }).dropFirst(head.count))
    try second.run(told)
    #expect(try first.weights() == second.weights())
    let steps = try #require(Double(record["steps"]?.text ?? ""))
    try third.run(told.replacing("minutes=5", with: "steps=\(Int(steps))"))
    #expect(try first.weights() == third.weights())
  }

  @Test("a long training that leaves clusters unfound says that a cheap way finds them")
  func behind() throws {
    let bench = try clouds(scale: "standard")
    try bench.run("train 1000 steps rate=1e-9 batch=10")
    #expect(bench.takeNotes().contains { $0.contains("divides these data better: neighbors tell ") })
    try bench.run("train 10 steps rate=1e-9 batch=10")
    #expect(bench.takeNotes().allSatisfy { !$0.contains("better") })
  }
}
