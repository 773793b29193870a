import Data
import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("What sets components apart")
struct ProfileOfComponentsTests {
  /// A folder with a table `t.csv` of these columns.
  private func bench(_ columns: String, rows: Int = 90, row: (Int) -> String) throws -> Workbench {
    let bench = try Workbench()
    let lines = [columns] + (0..<rows).map(row)
    try bench.folder.write(Array(lines.joined(separator: "\n").utf8), to: "t.csv")
    return bench
  }

  @Test("means, deviations and effects are in the columns' own units, whatever the scaling")
  func profiles() throws {
    let values: [Double] = [10, 12, 14, 30, 34, 38]
    let scale = ColumnScale(scaling: .standard, offset: 20, factor: 0.1)
    var statistics = ColumnStatistics()
    statistics.mean = 23
    let column = Column(title: "mass (g)", levels: nil, scale: scale, statistics: statistics)
    let examples = Examples(
      shape: .vector(1), storage: .floats(values.map { Float(($0 - 20) * 0.1) }))
    let profiles = ComponentProfiles(examples, [column], assignments: [0, 0, 0, 2, 2, 2], components: 3)
    #expect(profiles.counts == [3, 0, 3] && profiles.names == ["mass (g)"])
    // NumPy: mean and std of [10, 12, 14] and [30, 34, 38]; d = (12 - 34) / sqrt((2.667 + 10.667) / 2).
    let (first, last) = (profiles.measure(0, in: [0]), profiles.measure(0, in: [2]))
    #expect(abs(first.mean - 12) < 1e-5 && abs(first.deviation - 1.632993) < 1e-5)
    #expect(abs(last.mean - 34) < 1e-5 && abs(last.deviation - 3.265986) < 1e-5)
    #expect(abs(profiles.effect(0, [0], [1, 2]) - -8.520563) < 1e-4)
    #expect(profiles.effect(0, [1], [0, 2]) == 0)
  }

  @Test("components and contrasts are told by the columns' names, the most telling first")
  func told() throws {
    let bench = try bench("big,small") { "\($0 % 3 * 10 + $0 % 7),\($0 % 5)" }
    let components = try bench.table(
      "load csv t.csv; model components=2 hidden=4; train 1 epoch batch=20; describe components")
    #expect(
      components.rows.count == 2
        && components.columns.map(\.name) == ["component", "examples", "share", "set apart by"])
    let sizes = components.rows.compactMap { row in if case .number(let size) = row[1] { size } else { nil } }
    #expect(sizes.reduce(0, +) == 72)
    let contrast = try bench.table("contrast 0 1")
    #expect(Set(contrast.rows.map { $0[0].text }) == ["big", "small"])
    #expect(bench.rendered("contrast 0 5").contains("the model has components 0 to 1"))
  }

  @Test("names stand in tables, figures and exports, are saved with the model, and go again")
  func names() throws {
    let bench = try bench("mass (g),small,kind") { "\($0 % 3 * 10 + $0 % 7),\($0 % 5),k\($0 % 2)" }
    try bench.run("load csv t.csv label=kind; model components=2 hidden=4; train 1 epoch batch=20")
    try bench.run("rename component 1 \"large cells\"; save model \"m.safetensors\"; model components=2 hidden=4")
    try bench.run("open model \"m.safetensors\"")
    #expect(try bench.table("describe components").rows.map { $0[0].text } == ["0", "large cells"])
    try bench.run("export assignments \"a.csv\" on=all")
    let lines = String(decoding: try bench.read("a.csv"), as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines[0].hasPrefix("example,row,component,name,probability,label,"))
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.contains(",1,large cells,") || $0.contains(",0,,") })
    for figure in ["samples", "components", "usage", "profile", "latents color=component", "data color=component"] {
      try bench.run("plot \(figure) > \"f.svg\" force=true")
    }
    try bench.run("rename component 1 \"\"")
    #expect(try bench.table("describe components").rows.map { $0[0].text } == ["0", "1"])
    #expect(bench.rendered("rename component 2 \"x\"").contains("there is no component 2"))
  }

  @Test("a component is told by its most typical and its borderline examples, in the columns' units")
  func examples() throws {
    let bench = try bench("id,mass (g),small") { "s\($0),\(1_000_000 + $0 % 3 * 10 + $0 % 7),\($0 % 5)" }
    try bench.run("load csv t.csv id=id; model components=2 hidden=4; train 1 epoch batch=20")
    for component in 0..<2 {
      let table = try bench.table("describe component \(component) count=2")
      #expect(table.columns.map(\.name).prefix(5) == ["", "example", "probability", "next", "label"])
      #expect(Set(table.columns.map(\.name).dropFirst(5)) == ["mass (g)", "small"])
      for row in table.rows {
        #expect(row[1].text.hasPrefix("s"))
        guard let mass = table.columns.firstIndex(where: { $0.name == "mass (g)" }), case .number(let value) = row[mass]
        else { throw Surprise("no mass") }
        #expect((999_999...1_000_027).contains(value))
      }
    }
  }

  @Test(
    "merged components count as one in tables, figures, exports and saved models, until they are split or undo comes")
  func merges() throws {
    let bench = try bench("mass (g),small,kind") { "\($0 % 3 * 10 + $0 % 7),\($0 % 5),k\($0 % 2)" }
    bench.interpreter.keepsUndo = true
    try bench.run("load csv t.csv label=kind; model components=4 hidden=8; train 3 epochs batch=20")
    try bench.run("export assignments \"before.csv\" on=all; assign \"t.csv\" > \"assigned-before.csv\"")
    let tensors = try bench.tensors()
    #expect(try bench.run("merge components [3, 1]").text == "[1, 3]")
    #expect(try bench.run("merge components [3, 2]").text == "[1, 2, 3]")
    try bench.run("undo")
    let described = try bench.table("describe components")
    #expect(described.rows.map { $0[0].text } == ["0", "1 + 3", "2"])
    try bench.run("rename component 3 \"large\"")
    try bench.run("export assignments \"after.csv\" on=all; assign \"t.csv\" > \"assigned-after.csv\"")
    for (before, after) in [("before.csv", "after.csv"), ("assigned-before.csv", "assigned-after.csv")] {
      let (old, new) = (try bench.columns(before), try bench.columns(after))
      #expect(new["p3"] == nil && new["p1"]?.count == 90 && new["elbo"] == old["elbo"])
      for row in 0..<90 {
        func p(_ table: [String: [String]], _ name: String) -> Double { Double(table[name]?[row] ?? "") ?? .nan }
        #expect(abs(p(new, "p1") - p(old, "p1") - p(old, "p3")) < 1e-5)
        #expect(abs(p(new, "p0") - p(old, "p0")) < 1e-5)
        let sums = [p(old, "p0"), p(old, "p1") + p(old, "p3"), p(old, "p2")]
        #expect(new["component"]?[row] == sums.firstIndex(of: sums.max() ?? 0).map(String.init))
        #expect(new["name"]?[row] == (new["component"]?[row] == "1" ? "large" : ""))
      }
    }
    #expect(try bench.tensors() == tensors)
    try bench.run("save model \"m.safetensors\"; model components=4 hidden=8; open model \"m.safetensors\"")
    #expect(try bench.table("describe components").rows.map { $0[0].text } == ["0", "large", "2"])
    #expect(try bench.table("describe component 3 count=2").title?.hasPrefix("large, ") == true)
    #expect(bench.rendered("contrast 1 3").contains("components 1 and 3 count as one"))
    let usage = try bench.record("plot usage on=train > \"u.svg\"")
    guard case .table(let counts)? = usage["counts"] else { throw Surprise("no counts") }
    #expect(counts.rows.map { $0[0].text } == ["0", "1", "2"])
    for figure in ["samples", "components", "confusion", "profile", "latents color=component", "responsibilities 3"] {
      try bench.run("plot \(figure) > \"f.svg\" force=true")
    }
    #expect(bench.session.state.models.legendNames(4) == ["0", "large", "2", ""])
    try bench.run("train 1 epoch batch=20")
    #expect(try bench.table("describe components").rows.map { $0[0].text } == ["0", "large", "2"])
    #expect(try bench.run("split component 3").text == "[1, 3]")
    #expect(try bench.table("describe components").rows.map { $0[0].text } == ["0", "large", "2", "3"])
    #expect(bench.rendered("split component 0").contains("component 0 is not merged"))
    #expect(bench.rendered("merge components 1").contains("one component alone cannot be merged"))
    #expect(bench.rendered("merge components [1, 7]").contains("there is no component 7"))
  }

  @Test("all components may count as one; then every example is surely of it")
  func mergesAll() throws {
    let bench = try Workbench(small: "train 1 epoch; merge components 0...2; export assignments \"all.csv\"")
    let all = try bench.columns("all.csv")
    #expect(all["p0"]?.allSatisfy { $0 == "1.0" } == true && all["entropy"]?.allSatisfy { $0 == "0.0" } == true)
    #expect(try bench.table("describe component 2 count=1").rows.count == 2)
    #expect(try bench.record("accuracy")["used"]?.text == "1")
  }

  @Test("typical examples are surely of their component, borderline ones the least sure")
  func typical() throws {
    let bench = try bench("mass,small", rows: 120) { "\($0 % 3 * 10 + $0 % 7),\($0 % 5)" }
    try bench.run("load csv t.csv test=0; model components=3 hidden=20; train 30 epochs batch=20 rate=5e-3")
    for component in 0..<3 {
      let members = try bench.table("describe component \(component) count=1000").rows
      guard members.count > 8 else { continue }
      let sure = members[(members.count / 2)...].map { $0[2].text }.compactMap(Double.init).sorted()
      let typical = try bench.table("describe component \(component) count=3").rows.prefix(3)
      for row in typical { #expect((Double(row[2].text) ?? 0) >= sure[(sure.count - 1) / 2] - 1e-9) }
      let borderline = try bench.table("describe component \(component) count=1").rows[1]
      #expect(abs((Double(borderline[2].text) ?? 0) - sure[0]) < 1e-9)
    }
  }

  @Test("columns are set against each other, colored by a third")
  func pairs() throws {
    let bench = try bench("mass (g),b,c,color", rows: 60) {
      "\($0),\($0 % 7),\($0 % 5),\($0 % 2 == 0 ? "red" : "blue")"
    }
    try bench.run("load csv t.csv; plot data columns=[mass, b] color=c > \"two.svg\"")
    try bench.run("plot data columns=[\"mass (g)\", b, c] color=\"color = red\" > \"three.svg\"")
    #expect(bench.rendered("plot data columns=[mass, d]").contains("t has no column 'd'"))
    #expect(bench.rendered("plot data columns=[mass]").contains("name two to six of them"))
    #expect(bench.rendered("plot data color=component").contains("model"))
  }

  @Test("samples and means of a table are in its own names and units")
  func units() throws {
    let bench = try bench("mass (g),small,color") {
      "\(1e6 + Double($0)),\($0 % 5),\($0 % 2 == 0 ? "red" : "blue")"
    }
    try bench.run("load csv t.csv; model components=2 hidden=8; train 2 epochs batch=20")
    let samples = try bench.record("sample component 0 count=4")
    guard case .table(let table)? = samples["examples"] else { throw Surprise("no table") }
    #expect(table.columns.map(\.name) == ["component", "mass (g)", "small", "color = blue", "color = red"])
    for row in table.rows {
      guard case .number(let mass) = row[1], case .number(let blue) = row[3], case .number(let red) = row[4] else {
        throw Surprise("no numbers")
      }
      #expect((999_000...1_001_000).contains(mass) && abs(blue + red - 1) < 1e-5)
    }
    #expect(try bench.table("describe model").title?.contains("mixed likelihood") == true)
  }
}

extension Workbench {
  /// The columns of a CSV file, by their names.
  fileprivate func columns(_ name: String) throws -> [String: [String]] {
    let lines = String(decoding: try read(name), as: UTF8.self).components(separatedBy: "\r\n").filter { !$0.isEmpty }
    let cells = lines.map { $0.components(separatedBy: ",") }
    return Dictionary(
      uniqueKeysWithValues: (cells.first ?? []).enumerated().map { place, name in
        (name, cells.dropFirst().map { $0[place] })
      })
  }
}
