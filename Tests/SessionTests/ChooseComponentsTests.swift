import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Choosing how many components")
struct ChooseComponentsTests {
  /// A table of three groups far from one another, 120 rows without labels.
  private func bench() throws -> Workbench {
    let bench = try Workbench()
    var generator = SeededGenerator(5)
    let rows = (0..<120).map { row -> String in
      let center = [[0.0, 0, 0], [9, 0, 5], [0, 9, -5]][row % 3]
      return center.map { String($0 + Double(generator.number(below: 2000)) / 1000 - 1) }.joined(separator: ",")
    }
    try bench.folder.write(Array(("a,b,c\n" + rows.joined(separator: "\n")).utf8), to: "t.csv")
    try bench.run("load csv t.csv; model components=2 hidden=4")
    return bench
  }

  @Test("finds three groups, tells why in a table, and leaves model and data as they were")
  func three() throws {
    let bench = try bench()
    let before = bench.state
    let choice = try bench.record("choose components from [4, 3, 2] runs=2 steps=600 hidden=20 latent=2 style=2")
    #expect(choice["components"] == .number(3))
    guard case .table(let table)? = choice["tried"] else { throw Surprise("no table") }
    #expect(table.columns.map(\.name) == ["components", "elbo", "elbo_sd", "stability", "used", "sizes"])
    #expect(table.rows.map { $0[0].text } == ["2", "3", "4"] && table.rows[1][3] == .number(1))
    #expect(table.joined.rows[1][1].text.contains(" ± ") && table.rows[1][4] == .number(3))
    #expect(table.title == "3 components are chosen")
    #expect(bench.state == before)
    let again = try bench.record("choose components 2...4 runs=2 steps=600 hidden=20 latent=2 style=2")
    #expect(again["tried"] == choice["tried"])
  }

  @Test("components=auto takes a short search, says so, and is written down as the number it found")
  func automatic() throws {
    let bench = try bench()
    _ = bench.takeNotes()
    try bench.run("model components=auto hidden=20 latent=2 style=2")
    let found = try bench.number("model.components")
    #expect((3...4).contains(found))
    #expect(bench.takeNotes().contains { $0.hasPrefix("components=auto: \(Int(found))") })
    try bench.run("save script \"s.gmv\"")
    let script = String(decoding: try bench.read("s.gmv"), as: UTF8.self)
    #expect(script.contains("components=\(Int(found))") && !script.contains("auto"))
    #expect(bench.complaint("model components=automatic").contains("a whole number from 1 to 1000, or auto"))
    #expect(bench.complaint("model components=0").contains("a whole number from 1 to 1000, or auto"))
    bench.interrupt(fromStep: 20)
    #expect(throws: (any Error).self) { try bench.run("model components=auto hidden=20") }
    bench.goOn()
    #expect(try bench.number("model.components") == found)
  }

  @Test("a sweep without labels tells held-out ELBO, stability and sizes")
  func sweep() throws {
    let bench = try bench()
    let results = try bench.table(
      "let s = sweep components in [2, 3] runs=2 { model components=components hidden=10; train 40 steps batch=20 }; s.results"
    )
    #expect(
      results.columns.map(\.name)
        == [
          "components", "runs", "elbo", "elbo_sd", "test_elbo", "test_elbo_sd", "time", "time_sd", "stability", "used",
          "sizes",
        ])
    for row in results.rows {
      guard case .number(let stability) = row[8], case .number(let used) = row[9] else { throw Surprise("no numbers") }
      let sizes = row[10].text.split(separator: ", ").compactMap { Double($0) }
      #expect((-1...1).contains(stability) && Int(used) == sizes.count && abs(sizes.reduce(0, +) - 100) < 0.3)
    }
  }
}
