import Foundation
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("Figures of posterior means come into the plane")
struct ProjectionFigureTests {
  private static let model = "load arcs count=300; model components=4 hidden=8 latent=5 style=3; train 2 epochs; "

  @Test("by principal axes, with each axis' share of the variance, in the ratio the covariance gives")
  func pca() throws {
    let bench = try Workbench()
    let chart = try bench.chart(Self.model + "plot latents")
    let shares = [chart.xAxis, chart.yAxis].compactMap {
      Double($0.label.split(separator: "(")[1].prefix { $0 != " " })
    }
    let points = try #require(chart.points.first)
    let variances = [points.x, points.y].map { values in
      let mean = values.reduce(0, +) / Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    #expect(shares.count == 2 && shares[0] >= shares[1] && shares[0] + shares[1] <= 100)
    #expect(abs(variances[0] / variances[1] - shares[0] / shares[1]) < 0.02 * shares[0] / shares[1])
    #expect(chart.ellipses.count == 4)
    #expect(try bench.chart("plot style").ellipses.count == 1)
  }

  @Test("by t-SNE, without ticks and ellipses, which mean nothing there", arguments: ["latents", "style"])
  func tsne(figure: String) throws {
    let bench = try Workbench()
    let chart = try bench.chart(Self.model + "plot \(figure) projection=tsne perplexity=10")
    #expect(chart.xAxis.isBare && chart.yAxis.isBare && chart.aspect == .equal)
    #expect(chart.xAxis.label == "t-SNE of \(figure == "style" ? "w" : "x"), 60 examples, perplexity 10")
    #expect(chart.ellipses.isEmpty && chart.points.first?.x.count == 60)
    #expect(bench.takeNotes().isEmpty)
  }

  @Test("by t-SNE that is the same for the same seed, in any color, and another for another seed")
  func repeatable() throws {
    let benches = try (0..<2).map { _ in try Workbench() }
    let charts = try benches.map { try $0.chart(Self.model + "plot latents projection=tsne") }
    #expect(charts[0] == charts[1])
    let colored = try benches[0].chart("plot latents projection=tsne color=entropy")
    #expect(colored.points.first?.x == charts[0].points.first?.x)
    #expect(try benches[0].chart("seed 9; plot latents projection=tsne").points.first?.x != charts[0].points.first?.x)
  }

  @Test("by t-SNE of at most 20,000 examples, and the person is told of the rest")
  func count() throws {
    let bench = try Workbench()
    let embedder = bench.session.embedder
    let shown = embedder.shownExamples(nil, of: 32_000, by: .tsne)
    #expect(shown.count == 20_000 && shown[1...3] == [1, 3, 4])
    #expect(bench.takeNotes() == ["t-SNE shows 20000 of 32000 examples; count=32000 takes all, and longer"])
    #expect(embedder.shownExamples(3, of: 8000, by: .tsne) == [0, 2666, 5333])
    #expect(embedder.shownExamples(nil, of: 8000, by: .umap).count == 8000)
    #expect(embedder.shownExamples(9000, of: 8000, by: .tsne).count == 8000 && bench.takeNotes().isEmpty)
  }

  @Test(
    "by UMAP, with its neighbors in the label; other colors and the same places as numbers take no second embedding")
  func umap() throws {
    let bench = try Workbench()
    let chart = try bench.chart(Self.model + "plot latents projection=umap neighbors=8")
    #expect(chart.xAxis.isBare && chart.aspect == .equal && chart.ellipses.isEmpty)
    #expect(chart.xAxis.label == "UMAP of x, 60 examples, 8 neighbors")
    let colored = try bench.chart("plot latents projection=umap neighbors=8 color=component")
    #expect(colored.points.first?.x == chart.points.first?.x)
    #expect(try bench.chart("plot latents projection=umap neighbors=9").points.first?.x != chart.points.first?.x)
    try bench.run("export places \"places.csv\" neighbors=8")
    let rows = String(decoding: try bench.read("places.csv"), as: UTF8.self).components(separatedBy: "\r\n").dropLast()
    #expect(rows.first == "example,umap1,umap2,component,label" && rows.count == 61)
    let first = try #require(rows.dropFirst().first).components(separatedBy: ",")
    #expect(Float(first[1]) == chart.points.first.map { Float($0.x[0]) })
    #expect(Float(first[2]) == chart.points.first.map { Float($0.y[0]) })
  }

  @Test("by any projection of the data themselves, with a model or without", arguments: ["pca", "tsne", "umap"])
  func data(projection: String) throws {
    let bench = try Workbench()
    let chart = try bench.chart("load arcs count=300; plot data projection=\(projection)")
    #expect(chart.points.first?.x.count == 60)
    #expect(chart.xAxis.label.contains(projection == "pca" ? "component 1 of y" : " of y, 60 examples, "))
    try bench.run("export places \"p.tsv\" of=data projection=\(projection) on=test")
    let text = String(decoding: try bench.read("p.tsv"), as: UTF8.self)
    #expect(text.hasPrefix("example\t\(projection)1\t\(projection)2\tlabel"))
    #expect(bench.complaint("export places \"p.tsv\"").contains("model"))
  }

  @Test("images come into the plane as points when a projection is asked for")
  func images() throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let chart = try Workbench(data: folder.path).chart("load mnist; plot data projection=umap neighbors=5")
    #expect(chart.points.first?.x.count == 50 && chart.xAxis.label == "UMAP of y, 50 examples, 5 neighbors")
  }
}
