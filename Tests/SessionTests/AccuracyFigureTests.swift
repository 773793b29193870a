import Language
import Plot
import Testing

@testable import Session

@Suite("Accuracy against the epoch")
struct AccuracyFigureTests {
  static let small = "load arcs count=400; model components=4 hidden=8; "

  @Test("the metrics of an epoch are those that accuracy gives after it")
  func agrees() throws {
    let bench = try Workbench()
    let table = try bench.table(Self.small + "let a = train 5 epochs metrics=2; a.history")
    let names = ["prototype", "hungarian", "purity", "nmi", "ari", "used"]
    #expect(table.columns.map(\.name).suffix(6) == names[...])
    #expect(table.rows.map { $0.last == .nothing } == [true, false, true, false, true])
    try bench.run("train 1 epoch metrics=2")
    let accuracy = try bench.record("accuracy")
    let last = try bench.table("run.history")
    #expect(last.rows[0].suffix(6) == names.compactMap { accuracy[$0] }[...])
  }

  @Test("without metrics the history has no columns of theirs, and the figure says how to get them")
  func without() throws {
    let bench = try Workbench()
    let table = try bench.table(Self.small + "let a = train 1 epoch; a.history")
    #expect(table.columns.last?.name == "test_component")
    #expect(
      try Workbench().complaint("load arcs count=200; model hidden=4; plot accuracy")
        == "the model has not completed an epoch of training — train it: train 60 epochs metrics=1")
    #expect(
      bench.complaint("plot accuracy")
        == "no accuracy was taken in training — train with metrics=1 to take it after each epoch; accuracy alone gives "
        + "that of now")
    try bench.run("let b = train 1 epoch metrics=1")
    #expect(bench.complaint("plot accuracy") == "")
    #expect(bench.complaint("plot accuracy runs=[a, b]").hasPrefix("no accuracy was taken in one of the runs"))
    #expect(try Workbench().complaint("plot accuracy").hasPrefix("there is no model yet"))
  }

  @Test("one run is a line for each metric at the epochs that have it")
  func single() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 6 epochs metrics=3")
    let lines = try bench.chart("plot accuracy").lines
    #expect(lines.map(\.name) == ["prototype", "hungarian", "purity", "nmi", "ari"])
    #expect(lines.allSatisfy { $0.x == [3, 6] && $0.band == nil })
    let two = try bench.chart("plot accuracy metrics=[ari, purity]").lines
    #expect(two.map(\.name) == ["ari", "purity"] && two[1] == lines[2])
  }

  @Test("several runs are their mean with a band of one standard deviation")
  func several() throws {
    let bench = try Workbench()
    try bench.run(
      Self.small
        + "let a = train 2 epochs metrics=1; seed 2; model components=4 hidden=8; let b = train 3 epochs metrics=1"
    )
    func purity(_ run: String) throws -> [Double] {
      let table = try bench.table("\(run).history")
      return table.rows.indices.map { table.numbers(row: $0)[13] }
    }
    let a = try purity("a"), b = try purity("b")
    let line = try #require(try bench.chart("plot accuracy metrics=purity runs=[a, b]").lines.first)
    #expect(line.x == [1, 2])
    // The axis begins at the tenth below the least value.
    let least = try #require((a + b).min())
    #expect(try bench.chart("plot accuracy metrics=purity runs=[a, b]").yAxis.lower == (least * 10).rounded(.down) / 10)
    for epoch in 0..<2 {
      let mean = (a[epoch] + b[epoch]) / 2, deviation = abs(a[epoch] - b[epoch]) / 2.0.squareRoot()
      #expect(abs(line.y[epoch] - mean) < 1e-12)
      #expect(abs((line.band?.upper[epoch] ?? 0) - mean - deviation) < 1e-12)
      #expect(abs((line.band?.lower[epoch] ?? 0) - mean + deviation) < 1e-12)
    }
    #expect(try bench.figure("plot accuracy runs=[a, b]").title == "Accuracy, mean ± sd of 2 runs")
  }

  @Test("a saved model keeps the metrics of its epochs")
  func saved() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 4 epochs metrics=2")
    let before = try bench.chart("plot accuracy")
    try bench.run("save model \"m.safetensors\"; model; open model \"m.safetensors\"")
    #expect(try bench.chart("plot accuracy") == before)
  }
}
