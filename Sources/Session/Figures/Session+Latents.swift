import Data
import Language
import Model
import Plot

#if canImport(Glibc)
  import Glibc
#endif

extension Session {
  /// Posterior means of x with the components' means and 2-sigma ellipses at w = 0.
  func plotLatents(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let share = Share(invocation)
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let projection = invocation.text("projection") ?? "auto"
    if projection == "none", encoding.latent > 2 {
      throw CommandError(
        "x has \(encoding.latent) dimensions and the plane two", argument: "projection",
        hint: "use projection=pca, which auto takes for you")
    }
    let plane = Plane(
      encoding.latentMeans, dimensions: encoding.latent, symbol: "x", projected: projection == "pca")
    let coloring = try coloring(invocation.text("color"), encoding, share.examples(of: dataset), dataset.classes)
    let places = plane.places(encoding.latentMeans)
    var marks = [Mark.points(Points(x: places.x, y: places.y, coloring: coloring.points))]
    var legend = Legend()
    if invocation.boolean("ellipses") ?? true {
      marks.append(.ellipses(try ellipses(loaded, plane, areColored: coloring.isByComponent)))
      legend.extra = [LegendEntry("p(x|w=0, z), 2σ", ink: .text, sample: .ellipse)]
    }
    let chart = Chart(
      xAxis: plane.axis(0), yAxis: plane.axis(1), aspect: encoding.latent == 2 ? .equal : .free, marks: marks)
    let title = "Latent space of \(dataset.name) after \(loaded.epochsText)"
    return try draw(Figure(title: title, panels: [.chart(chart)], legend: legend), named: "latents", for: invocation)
  }

  private func coloring(
    _ color: String?, _ encoding: Encoding, _ examples: Examples, _ classes: [String]
  ) throws -> (points: Points.Coloring, isByComponent: Bool) {
    if color == "entropy" {
      let entropies = (0..<encoding.count).map { entropy(encoding.responsibilities(of: $0)) }
      return (
        .values(
          entropies, title: "entropy of p(z|y) in nats", lower: 0, upper: log(Double(max(2, encoding.components)))),
        false
      )
    }
    if color == "component" || examples.labels == nil {
      let names = (0..<encoding.components).map(String.init)
      return (.categories(encoding.assignments, names: names, title: "component"), true)
    }
    return (.categories(examples.labels ?? [], names: classes, title: "label"), false)
  }

  private func entropy(_ p: [Double]) -> Double { -p.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 } }

  private func ellipses(_ loaded: LoadedModel, _ plane: Plane, areColored: Bool) throws -> Ellipses {
    let prior = try loaded.evaluator().prior([Float](repeating: 0, count: loaded.specification.style))
    let all = (0..<prior.components).map { k in
      let mean = plane.place(prior.mean(row: 0, component: k))
      let covariance = plane.covariance(prior.logVariance(row: 0, component: k).map { exp(Double($0)) })
      return Ellipses.Ellipse(
        x: mean.x, y: mean.y, xx: covariance.xx, xy: covariance.xy, yy: covariance.yy,
        ink: areColored ? .category(k) : .text, label: String(k))
    }
    return Ellipses(all, sigmas: 2)
  }
}
