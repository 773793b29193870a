import Compute
import Foundation
import Language
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("Walks and paths between components")
struct WalkTests {
  static let small = "load arcs count=300; model components=4 hidden=8 style=3; train 2 epochs; "

  @Test("a walk decodes mu + sd * noise with one noise, w on a circle or a line", arguments: ["circle", "line"])
  func formula(path: String) throws {
    let bench = try Workbench()
    try bench.run("seed 9; " + Self.small)
    let table = try bench.table("let f = walk style component=2 steps=5 path=\(path); f.examples")
    #expect(table.columns.map(\.name) == ["component", "t", "y1", "y2"])
    var generator = CounterGenerator(seed: 9, purpose: RandomPurpose.sampling.rawValue, epoch: 1)
    func draw(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.normal()) } }
    let u = draw(3), v = draw(3), noise = draw(2)
    let evaluator = try #require(bench.session.state.models.current).evaluator()
    for step in 0..<5 {
      let t = path == "line" ? Double(step) / 4 : Double(step) / 5
      let (a, b) = path == "line" ? (1 - t, t) : (cos(2 * .pi * t), sin(2 * .pi * t))
      let prior = try evaluator.prior(zip(u, v).map { Float(a) * $0 + Float(b) * $1 })
      let mean = Array(prior.mean(row: 0, component: 2)), logVariance = prior.logVariance(row: 0, component: 2)
      let decoded = try evaluator.decode((0..<2).map { mean[$0] + exp(logVariance[$0] / 2) * noise[$0] })
      let row = table.numbers(row: step)
      #expect(row[0] == 2 && abs(row[1] - t) < 1e-9)
      #expect(abs(row[2] - Double(decoded[0])) < 1e-4 && abs(row[3] - Double(decoded[1])) < 1e-4)
    }
  }

  @Test("without a component all walk, each in its color, and the circle is closed")
  func all() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    let chart = try bench.chart("walk style steps=6")
    #expect(chart.lines.map(\.ink) == (0..<4).map(Ink.category))
    #expect(chart.lines.allSatisfy { $0.x.count == 7 && $0.x.first == $0.x.last })
    #expect(chart.labels.map(\.text) == ["0", "1", "2", "3"])
    let steps = try #require(chart.points.last)
    guard case .values(let values, let title, _, _) = steps.coloring else { throw Surprise("no color by step") }
    #expect(title == "step" && values.count == 24 && values.max() == 6)
    #expect(try bench.chart("walk style steps=6 path=line").lines.allSatisfy { $0.x.count == 6 })
  }

  @Test("each walk is new, and seed begins them again")
  func new() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    func walk() throws -> Table { try bench.table("let f = walk style; f.examples") }
    let first = try walk(), second = try walk()
    #expect(first != second)
    try bench.run("seed 1")
    #expect(try walk() == first)
  }

  @Test("images make a row for each component, long ones several")
  func images() throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run("load mnist; model mnist-fc hidden=8 latent=3 style=2 components=4")
    let grid = try bench.grid("walk style steps=7")
    #expect(grid.rows.map(\.label) == (0..<4).map { "component \($0)" })
    #expect(grid.rows.map(\.ink) == (0..<4).map(Ink.category))
    #expect(grid.rows.allSatisfy { $0.pictures.count == 7 && !$0.pictures.contains(nil) })
    let long = try bench.grid("walk style component=3 steps=45")
    #expect(long.rows.map(\.pictures.count) == [20, 20, 5])
    #expect(long.rows.map(\.label) == ["component 3", "", ""])
    let path = try bench.grid("interpolate components 0 3 steps=9")
    #expect(path.rows.map(\.pictures.count) == [9])
    #expect(path.rows[0].captions == ["0", "", "", "", "", "", "", "", "3"])
  }

  @Test("a path between components has their decoded means at its ends", arguments: [false, true])
  func ends(spherical: Bool) throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    let path = try bench.table("let p = interpolate components 3 to 1 steps=5 spherical=\(spherical); p.examples")
    let means = try bench.table("let c = plot components; c.examples")
    #expect(path.rows.map { $0[0] } == [0, 0.25, 0.5, 0.75, 1].map(Value.number))
    for (row, component) in [(0, 3), (4, 1)] {
      for column in 1...2 {
        #expect(abs(path.numbers(row: row)[column] - means.numbers(row: component)[column]) < 1e-5)
      }
    }
    let chart = try bench.chart("interpolate components 3 1 steps=5")
    #expect(chart.points.last?.coloring == .categories([3, 1], names: []))
    #expect(chart.labels.map(\.text) == ["3", "1"])
  }

  @Test("a component that is not there is named, with those that are")
  func missing() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    let expected = "there is no component 4 — the model has components 0 to 3"
    #expect(bench.complaint("walk style component=4") == expected)
    #expect(bench.complaint("interpolate components 0 4") == expected)
    #expect(bench.complaint("interpolate components 4 0") == expected)
    #expect(try Workbench().complaint("walk style").hasPrefix("there is no model yet"))
  }
}
