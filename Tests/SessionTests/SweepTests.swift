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
    #expect(runs.columns.map(\.name).prefix(4) == ["components", "seed", "elbo", "test_elbo"])
    #expect(runs.rows.map { $0.prefix(2).map(\.text) } == [["3", "7"], ["3", "8"], ["4", "7"], ["4", "8"]])
    let alone = try Workbench(threads: 1, seed: 7)
    try alone.run(Self.data + "seed 8; model components=4 hidden=5; train 2 epochs")
    #expect(runs.rows[3][2] == .number(try alone.number("elbo")))
    #expect(runs.rows[3][3] == .number(try alone.number("let e = evaluate; e.elbo")))
    #expect(runs.rows[3][4] == .number(try alone.number("let a = accuracy; a.prototype")))
    #expect(runs.title?.hasPrefix("elbo: the mean over the last epoch of training; test_elbo: ") == true)
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
    let values = (0...1).map { runs.numbers(row: $0)[4] }, mean = (values[0] + values[1]) / 2
    #expect(abs(try bench.number("s.results[0].prototype") - mean) < 1e-12)
    let deviation = try bench.number("s.results[0].prototype_sd")
    #expect(abs(deviation - abs(values[0] - values[1]) / 2.squareRoot()) < 1e-12)
    #expect(results.joined.rows[0][3] == .text(NumberText.spread(mean, deviation)))
    try bench.run("print s.results > \"results.csv\"")
    let saved = String(decoding: try bench.read("results.csv"), as: UTF8.self)
    #expect(saved.hasPrefix("components,runs,elbo,elbo_sd,prototype,prototype_sd,") && !saved.contains("±"))
    let chosen = runs.numbers(row: 0)[2] > runs.numbers(row: 1)[2] ? values[0] : values[1]
    let choices = [max(values[0], values[1]), chosen].map { ($0 * 1e4).rounded() / 1e4 }
    #expect(Array(results.numbers(row: 0).suffix(2)) == choices)
    let lines = String(decoding: try bench.read("runs.csv"), as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(lines.count == 5 && lines[0].hasPrefix("components,seed,elbo,test_elbo,prototype"))
  }

  /// The models of the runs, in their order.
  private func models(_ bench: Workbench, _ sweep: String = two) throws -> [String] {
    let table = try bench.table("let s = " + sweep + "; s.runs")
    let place = table.columns.firstIndex { $0.name == "model" } ?? 0
    return table.rows.map { $0[place].text }
  }

  /// The runs that were made since the last time, by their titles.
  private func made(_ bench: Workbench, since count: Int = 0) -> [String] {
    bench.progress.dropFirst(count).filter { $0.phase == .milestone }.map(\.title).filter { $0.hasPrefix("run ") }
  }

  @Test("goes on with the runs that are missing, and does nothing where none is")
  func resumes() throws {
    let bench = try Workbench()
    let first = try bench.table(Self.data + "let s = " + Self.two + "; s.runs"), names = try models(bench)
    let models = try names.map { try bench.read($0) }
    try FileManager.default.removeItem(atPath: bench.folder.path(names[2]))
    let again = try Workbench(in: bench.folder)
    #expect(
      try again.table(Self.data + "let s = " + Self.two + "; s.runs").rows.map { $0.prefix(10) }
        == first.rows.map { $0.prefix(10) })
    #expect(made(again) == ["run 3/4 components = 4, seed 1"])
    for number in [0, 1, 3] { #expect(try again.read(names[number]) == models[number]) }
  }

  @Test("with more seeds or values, the runs that were made are kept and only the others are made")
  func extends() throws {
    let bench = try Workbench()
    let first = try bench.table(Self.data + "let s = " + Self.two + "; s.runs"), told = bench.progress.count
    let more = try bench.table(
      "let s = " + Self.two.replacing("[3, 4] runs=2", with: "[4, 2, 3] runs=3") + "; s.runs")
    #expect(more.rows.count == 9)
    #expect(Array(more.rows[0...1]) == Array(first.rows[2...3]) && Array(more.rows[6...7]) == Array(first.rows[0...1]))
    #expect(
      Set(made(bench, since: told)) == [
        "run 3/9 components = 4, seed 3", "run 4/9 components = 2, seed 1", "run 5/9 components = 2, seed 2",
        "run 6/9 components = 2, seed 3", "run 9/9 components = 3, seed 3",
      ])
  }

  @Test(
    "another block, start, seed, setting or data is another sweep, in the same folder too; variables that it does not use are not"
  )
  func identity() throws {
    let bench = try Workbench()
    let sweep = "sweep k in [3, 4] folder=\"f\" { model components=k hidden=4; train 1 epoch rate=rate }"
    try bench.run("let rate = 1e-3; " + Self.data)
    let first = try models(bench, sweep)
    #expect(try models(bench, sweep) == first && made(bench).count == 2)
    try bench.run("let other = 5; define unused { print 1 }")
    #expect(try models(bench, sweep) == first && made(bench).count == 2)
    var all = Set(first)
    for change in ["let rate = 2e-3", "seed 4", "load arcs count=200 seed=9"] {
      try bench.run(change)
      let next = try models(bench, sweep)
      #expect(all.isDisjoint(with: next), "\(change)")
      all.formUnion(next)
    }
    #expect(all.isDisjoint(with: try models(bench, sweep.replacing("hidden=4", with: "hidden=5"))))
    #expect(made(bench).count == 10)
  }

  @Test("goes on from the model there is now, not from one of before")
  func start() throws {
    let bench = try Workbench()
    let sweep = "sweep rate in [1e-3] { train 1 epoch rate=rate }"
    try bench.run(Self.data + "model hidden=5; train 1 epoch")
    let first = try bench.table("let s = " + sweep + "; s.runs").numbers(row: 0)[2]
    try bench.run("train 3 epochs")
    let second = try bench.table("let s = " + sweep + "; s.runs").numbers(row: 0)[2]
    try bench.run("train 1 epoch rate=1e-3")
    let elbo = try bench.number("elbo")
    #expect(second != first && abs(second - elbo) < 1e-4 * abs(second))
    let again = try Workbench(in: bench.folder)
    try again.run(Self.data + "model hidden=5; train 1 epoch")
    #expect(try again.table("let s = " + sweep + "; s.runs").numbers(row: 0)[2] == first)
    #expect(made(again).isEmpty, "\(bench.folder.names(in: "sweeps/rate"))")
  }

  @Test("never gives the results of other runs for those that failed")
  func failedRewrite() throws {
    let bench = try Workbench()
    let good = "sweep k in [3, 4] { model components=k hidden=4; train 1 epoch }"
    try bench.run(Self.data + good)
    let bad = good.replacing("[3, 4]", with: "[5, 6]").replacing("train", with: "expect 1 == 2; train")
    let sweep = try bench.record(bad)
    #expect(sweep["failed"] == .number(2) && sweep["best"] == nil && sweep["trainings"] == .list([]))
    #expect(bench.interpreter.takeFailure() && !bench.interpreter.takeFailure())
  }

  @Test("a block that runs a script is another when the script is")
  func scripts() throws {
    let bench = try Workbench()
    let sweep = "sweep k in [3] { source \"part.gmv\" }"
    try bench.folder.write(Array("model components=k hidden=4; train 1 epoch".utf8), to: "part.gmv")
    try bench.run(Self.data)
    let first = try models(bench, sweep)
    try bench.folder.write(Array("model components=k hidden=5; train 1 epoch".utf8), to: "part.gmv")
    #expect(try models(bench, sweep) != first && made(bench).count == 2)
  }

  @Test("definitions come in their order, so that one reads another's name as a command")
  func definitions() throws {
    let bench = try Workbench()
    try bench.run(Self.data + "define b x { train (2 + x) epochs }; define a { b -1 }")
    #expect(try bench.table("let s = sweep k in [3] { model hidden=4; a }; s.runs").rows.count == 1)
  }

  @Test("no value or file adds a statement to a script")
  func hostileNames() throws {
    let bench = try Workbench()
    let sweep = "sweep word in [\"a\\nexpect 1 == 2\"] { model hidden=4; train 1 epoch }"
    #expect(try bench.record(Self.data + sweep)["failed"] == nil)
    try bench.folder.write(Array("x,y\n1,2\n3,4\n5,6\n7,8\n9,1\n".utf8), to: "a\nexpect 1 == 4\n.csv")
    try bench.run("load csv \"a\\nexpect 1 == 4\\n.csv\"; save script \"s.gmv\"")
    #expect(!String(decoding: try bench.read("s.gmv"), as: UTF8.self).contains("\nexpect 1"))
  }

  @Test("leaves files alone that are not its own, and a script that a person changed")
  func othersFiles() throws {
    let bench = try Workbench()
    for name in ["001.safetensors", "001.log", "001.gmv"] { try bench.folder.write([1, 2], to: "keep/" + name) }
    let sweep = "sweep k in [3] folder=\"keep\" { model components=k hidden=4; train 1 epoch }"
    try bench.run(Self.data + sweep)
    for name in ["001.safetensors", "001.log", "001.gmv"] { #expect(try bench.read("keep/" + name) == [1, 2]) }
    let model = try models(bench, sweep)[0], script = model.replacing("safetensors", with: "gmv")
    try FileManager.default.removeItem(atPath: bench.folder.path(model))
    try bench.folder.write(Array("print 1".utf8), to: script)
    #expect(bench.complaint(sweep).hasPrefix("'\(script)' was changed since the sweep wrote it"))
    #expect(bench.complaint(sweep.replacing(" {", with: " force=true {")) == "")
  }

  @Test("more settings or runs than anyone waits for are refused before anything is written")
  func tooMany() throws {
    let bench = try Workbench()
    try bench.run(Self.data)
    for values in ["0..<1000000000000", "0..<10001"] {
      #expect(bench.complaint("sweep k in \(values) { model }").contains("settings is too large"))
    }
    #expect(
      bench.complaint("sweep a in 0..<200 b in 0..<200 { model }").hasPrefix("a sweep over 40000 settings is too"))
    #expect(
      bench.complaint("sweep a in 0..<200 runs=200 { model }").contains("40000 runs, and a sweep has at most 10000"))
    #expect(bench.folder.names(in: "sweeps").isEmpty)
  }

  @Test("keeps what is complete when it is interrupted")
  func interrupted() throws {
    let bench = try Workbench()
    try bench.run(Self.data)
    // Each run asks before it begins: the third does not.
    bench.interrupt(beforeStep: 2)
    let runs = try bench.table("let part = " + Self.two + "; part.runs")
    #expect(runs.rows.map { $0.prefix(2).map(\.text) } == [["3", "1"], ["3", "2"]])
    #expect(bench.takeNotes() == ["2 of 4 runs are complete; give the same sweep again to make the others"])
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
  }

  @Test("a run that fails is named with its reason, and the others count")
  func failure() throws {
    let bench = try Workbench()
    try bench.run(
      Self.data
        + "let s = sweep wide in [5, 6] { model hidden=wide; if wide == 6 { expect 1 == 2, \"no luck\" }; train 1 epoch }"
    )
    let notes = bench.takeNotes()
    #expect(notes.count == 2 && notes.last == "1 of 2 runs failed; the same sweep tries them again")
    #expect(
      notes[0].hasPrefix(
        "run 2 (wide = 6, seed 1) failed: expectation not met: no luck; all of it: sweeps/wide/6-seed1-"))
    #expect(bench.interpreter.takeFailure())
    let runs = try bench.table("s.runs")
    #expect(runs.columns.last?.name == "error" && runs.rows[0].last == .nothing)
    #expect(runs.rows[1].last == .text("expectation not met: no luck") && runs.rows[1][2] == .nothing)
    #expect(try bench.table("s.results").rows[1][1] == .number(0))
    #expect(try bench.table("s.results").row(1)["planned"] == .number(1))
    try bench.run("let n = sweep runs=1 { model } > \"none.csv\"")
    #expect(try bench.number("n.failed") == 1)
    #expect(String(decoding: try bench.read("none.csv"), as: UTF8.self).contains("its model was not trained"))
    #expect(bench.takeNotes().last?.hasPrefix("no run of the sweep finished; run one by hand: source ") == true)
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
