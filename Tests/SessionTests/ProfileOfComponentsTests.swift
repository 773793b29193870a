import Data
import Testing

@testable import Session

@Suite("What sets components apart")
struct ProfileOfComponentsTests {
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
    let bench = try Workbench()
    let rows = (0..<90).map { index in "\(index % 3 * 10 + index % 7),\(index % 5)" }
    try bench.folder.write(
      Array((["big", "small"].joined(separator: ",") + "\n" + rows.joined(separator: "\n")).utf8), to: "t.csv")
    let components = try bench.table(
      "load csv t.csv; model components=2 hidden=4; train 1 epoch batch=20; describe components")
    #expect(
      components.rows.count == 2
        && components.columns.map(\.name) == ["component", "examples", "share", "set apart by"])
    let sizes = components.rows.compactMap { row in if case .number(let size) = row[1] { size } else { nil } }
    #expect(sizes.reduce(0, +) == 72)
    let contrast = try bench.table("contrast 0 1")
    #expect(Set(contrast.rows.map { $0[0].text }) == ["big", "small"])
    #expect(bench.rendered("contrast 0 5").contains("the model has components 0 to 1, not 5"))
  }
}
