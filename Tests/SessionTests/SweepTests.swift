import Foundation
import Language
import Testing

@testable import Session

@Suite("A sweep")
struct SweepTests {
  static let data = "load arcs count=300; "
  static let two =
    "sweep components in [3, 4] runs=2 { model components=components hidden=5; train 2 epochs metrics=1 }"

  @Test("runs every setting with the same seeds, and gives the same models as the statements do by themselves")
  func runs() throws {
    let bench = try Workbench(seed: 7)
    let sweep = try bench.record(Self.data + "let s = " + Self.two)
    let runs = try bench.table("s.runs")
    #expect(runs.columns.map(\.name).prefix(3) == ["components", "seed", "elbo"])
    #expect(runs.rows.map { $0.prefix(2).map(\.text) } == [["3", "7"], ["3", "8"], ["4", "7"], ["4", "8"]])
    let alone = try Workbench(threads: 1, seed: 7)
    try alone.run(Self.data + "seed 8; model components=4 hidden=5; train 2 epochs")
    #expect(runs.rows[3][2] == .number(try alone.number("elbo")))
    #expect(runs.rows[3][3] == .number(try alone.number("let a = accuracy; a.prototype")))
    #expect(sweep["best"]?.text == runs.rows.max { Self.elbo($0) < Self.elbo($1) }?.last?.text)
    try bench.run("open model (s.best)")
    #expect(try bench.number("elbo") == runs.rows.map(Self.elbo).max())
  }

  private static func elbo(_ row: [Value]) -> Double { if case .number(let elbo) = row[2] { elbo } else { .nan } }

  @Test("its table has mean and standard deviation of each setting, and what the best ELBO chooses")
  func table() throws {
    let bench = try Workbench()
    try bench.run(Self.data + "let s = " + Self.two + " > \"runs.csv\"")
    let results = try bench.table("s.results"), runs = try bench.table("s.runs")
    #expect(results.columns.map(\.name).suffix(2) == ["best", "at best elbo"])
    let values = (0...1).map { runs.numbers(row: $0)[3] }, mean = (values[0] + values[1]) / 2
    let shown = results.rows[0][3].text.split(separator: " ")
    #expect(shown.count == 3 && abs((Double(shown[0]) ?? .nan) - mean) < 0.006)
    #expect(abs((Double(shown[2]) ?? .nan) - abs(values[0] - values[1]) / 2.squareRoot()) < 0.006)
    let chosen = runs.numbers(row: 0)[2] > runs.numbers(row: 1)[2] ? values[0] : values[1]
    let choices = [max(values[0], values[1]), chosen].map { ($0 * 1e4).rounded() / 1e4 }
    #expect(Array(results.numbers(row: 0).suffix(2)) == choices)
    let lines = String(decoding: try bench.read("runs.csv"), as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(lines.count == 5 && lines[0].hasPrefix("components,seed,elbo,prototype"))
  }

  @Test("goes on with the runs that are missing, and does nothing where none is")
  func resumes() throws {
    let bench = try Workbench()
    let first = try bench.table(Self.data + "let s = " + Self.two + "; s.runs")
    let models = try (1...4).map { try bench.read("sweeps/components/00\($0).safetensors") }
    try FileManager.default.removeItem(atPath: bench.folder.path("sweeps/components/003.safetensors"))
    let again = try Workbench(in: bench.folder)
    #expect(
      try again.table(Self.data + "let s = " + Self.two + "; s.runs").rows.map { $0.prefix(9) }
        == first.rows.map { $0.prefix(9) })
    #expect(again.progress.filter { $0.phase == .milestone }.map(\.title) == ["run 3/4 components = 4, seed 1"])
    for number in [1, 2, 4] {
      #expect(try again.read("sweeps/components/00\(number).safetensors") == models[number - 1])
    }
  }

  @Test("keeps what is complete when it is interrupted")
  func interrupted() throws {
    let bench = try Workbench()
    bench.interrupt(beforeStep: 2)
    let runs = try bench.table(Self.data + "let part = " + Self.two + "; part.runs")
    #expect(runs.rows.map { $0.prefix(2).map(\.text) } == [["3", "1"], ["3", "2"]])
    #expect(bench.takeNotes() == ["2 of 4 runs are complete; the same sweep goes on from there"])
    let whole = try bench.table("let s = " + Self.two + "; s.runs")
    #expect(whole.rows.count == 4)
  }

  @Test("has the session's variables, definitions and data, and goes on from its model where the block makes none")
  func surroundings() throws {
    let bench = try Workbench()
    try bench.run(
      "let n = 2; let rate = 1e-3; define grow k { train k epochs rate=rate }; " + Self.data
        + "seed 5; model hidden=5; train 1 epoch")
    try bench.run("let s = sweep rate in [1e-3, 1e-2] { grow n }")
    #expect(try bench.number("let t = s.trainings; count(t)") == 2)
    try bench.run("train 2 epochs rate=1e-2")
    let elbo = try bench.number("elbo")
    #expect(abs(try bench.table("s.runs").numbers(row: 1)[2] - elbo) < 1e-4 * abs(elbo))
    #expect(bench.complaint("sweep rate in [1e-3, 1e-2] { grow n }").contains("holds another sweep"))
    #expect(bench.complaint("sweep rate in [1e-3, 1e-2] force=true { grow n }") == "")
  }

  @Test("a run that fails is named with its reason, and the others count")
  func failure() throws {
    let bench = try Workbench()
    try bench.run(
      Self.data
        + "let s = sweep wide in [5, 6] { model hidden=wide; if wide == 6 { expect 1 == 2, \"no luck\" }; train 1 epoch }"
    )
    #expect(
      bench.takeNotes() == [
        "run 2 (wide = 6, seed 1) failed: expectation not met: no luck; all of it: sweeps/wide/002.log"
      ])
    #expect(try bench.table("s.runs").rows.count == 1)
    #expect(try bench.table("s.results").rows[1][1] == .text("0 of 1"))
    #expect(
      bench.complaint("sweep runs=1 { model }")
        == "no run of the sweep came to its end — run one by hand: source \"sweeps/seeds/001.gmv\"")
  }

  @Test("needs data")
  func needsData() throws {
    #expect(try Workbench().complaint("sweep runs=2 { model; train 1 epoch }").hasPrefix("no data is loaded"))
  }

  @Test("its runs make a figure with a line and a band for each setting")
  func figure() throws {
    let bench = try Workbench()
    try bench.run(Self.data + "let s = " + Self.two)
    let chart = try bench.chart("plot accuracy runs=(s.trainings) metrics=purity")
    #expect(chart.lines.map(\.name) == ["components = 3", "components = 4"])
    #expect(chart.lines.allSatisfy { $0.band != nil && $0.x == [1, 2] })
    #expect(try bench.figure("plot accuracy runs=(s.trainings)").panels.count == 5)
    let history = try bench.figure("plot history runs=(s.trainings) terms=elbo")
    guard case .chart(let terms) = history.panels[0] else { throw Surprise("no chart") }
    #expect(terms.lines.map(\.name) == ["components = 3", "components = 3", "components = 4", "components = 4"])
  }
}
