import Foundation
import Language
import Plot
import TestSupport
import Testing

@testable import Session

@Suite("Densities in the plane")
struct DensityTests {
  @Test("the grid holds the mean of its Gaussians")
  func formula() {
    let gaussians: [Float] = [0.2, -0.1, -1, -2, 0.5, 0.6, -3, -1.5, 40, 40, 0, 0]
    var density = PlaneDensity(x: -1...1, y: -1...0.5, resolution: 21)
    density.fill(with: gaussians) {}
    #expect((density.columns, density.rows) == (21, 16) && abs(density.step - 0.1) < 1e-12)
    for (column, row) in [(0, 0), (12, 9), (15, 15), (20, 3)] {
      let x = -1 + 0.1 * Double(column), y = -1 + 0.1 * Double(row)
      let terms = stride(from: 0, to: 12, by: 4).map { start -> Double in
        let g = gaussians[start..<start + 4].map(Double.init)
        let (vx, vy) = (exp(g[2]) + 0.01 / 12, exp(g[3]) + 0.01 / 12)
        return exp(-(x - g[0]) * (x - g[0]) / (2 * vx) - (y - g[1]) * (y - g[1]) / (2 * vy))
          / (2 * .pi * (vx * vy).squareRoot())
      }
      let expected = terms.reduce(0, +) / 3
      #expect(abs(density.values[row * 21 + column] - expected) < 1e-6 * max(1, expected), "\(column), \(row)")
    }
  }

  @Test("no Gaussian is so narrow that it is lost between the points")
  func narrow() {
    for offset in [0.0, 0.013, 0.05] {
      var density = PlaneDensity(x: -1...1, y: -1...1, resolution: 21)
      density.fill(with: [Float(offset), Float(-offset), -20, -20]) {}
      let mass = density.values.reduce(0, +) * density.step * density.step
      #expect(mass > 0.3 && mass < 3)
    }
  }

  @Test("the learned density of points has mass one, most of it where the points are")
  func learned() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=2000; model; train 60 epochs lambda=1.5")
    let chart = try bench.chart("plot density resolution=80 samples=2000")
    let contours = try #require(chart.contours.first)
    let step = (contours.x.upperBound - contours.x.lowerBound) / Double(contours.columns - 1)
    let mass = contours.values.reduce(0, +) * step * step
    #expect(mass > 0.9 && mass < 1.02)
    #expect(contours.title == "p(y)" && contours.lower == 0)
    let points = try #require(chart.points.first)
    #expect(points.x.count == 400)
    let atPoints = zip(points.x, points.y).map { x, y -> Double in
      let column = Int(((x - contours.x.lowerBound) / step).rounded())
      let row = Int(((y - contours.y.lowerBound) / step).rounded())
      return contours.values[row * contours.columns + column]
    }
    let mean = contours.values.reduce(0, +) / Double(contours.values.count)
    #expect(atPoints.reduce(0, +) / 400 > 3 * mean)
    #expect(try bench.chart("plot density resolution=80 samples=2000") == chart)
  }

  @Test("p(x) is that of the components, and one component at a small w is a Gaussian")
  func latent() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=300; model hidden=8 components=3; train 2 epochs")
    let chart = try bench.chart("plot density of=latents resolution=60 samples=3000")
    let contours = try #require(chart.contours.first)
    #expect(contours.title == "p(x)" && contours.values.allSatisfy { $0 >= 0 && $0.isFinite })
    let means = try #require(chart.points.first)
    let latents = try #require(try bench.chart("plot latents").points.first)
    #expect(means.x == latents.x && means.y == latents.y)
  }

  @Test("what has no density in the plane is told so, with a way out")
  func refused() throws {
    let folder = try ScratchFolder()
    try TinyDigits.write(to: folder)
    let bench = try Workbench(data: folder.path)
    try bench.run("load mnist; model mnist-fc hidden=8 latent=3 style=2 components=4")
    #expect(
      bench.complaint("plot density")
        == "a density is drawn in the plane, and this model's examples are 36 numbers each — see what it makes with "
        + "plot samples; a model with latent=2 has a density of x to draw: of=latents")
    #expect(
      bench.complaint("plot density of=latents")
        == "a density is drawn in the plane, and this model's x has 3 dimensions — make a model with latent=2, or see "
        + "the posterior means with plot latents")
    try bench.run("model mnist-fc hidden=8 latent=2 style=2 components=4")
    #expect(bench.complaint("plot density").hasSuffix("plot density of=latents"))
    #expect(bench.complaint("plot density of=latents resolution=20 samples=100") == "")
  }
}
