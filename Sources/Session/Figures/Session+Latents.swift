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
    try plotPosterior(of: .latent, named: "latents", invocation) { loaded, plane, isColored in
      (try ellipses(loaded, plane, areColored: isColored), "p(x|w=0, z), 2σ")
    }
  }

  /// Posterior means of w with the prior's 2-sigma ellipse.
  func plotStyle(_ invocation: Invocation) throws -> Value {
    try plotPosterior(of: .style, named: "style", invocation) { loaded, plane, _ in
      let size = loaded.specification.style
      let mean = plane.place([Float](repeating: 0, count: size))
      let covariance = plane.covariance([Double](repeating: 1, count: size))
      let circle = Ellipses.Ellipse(x: mean.x, y: mean.y, xx: covariance.xx, xy: covariance.xy, yy: covariance.yy)
      return (Ellipses([circle]), "p(w), 2σ")
    }
  }

  /// One of the two spaces that examples have a place in.
  private enum LatentSpace {
    case latent
    case style

    var symbol: String { self == .latent ? "x" : "w" }
    var title: String { self == .latent ? "Latent space" : "Style space" }

    func means(of encoding: Encoding) -> [Float] { self == .latent ? encoding.latentMeans : encoding.styleMeans }
    func size(of encoding: Encoding) -> Int { self == .latent ? encoding.latent : encoding.style }
  }

  /// Posterior means in the plane, with what the prior says there.
  private func plotPosterior(
    of space: LatentSpace, named name: String, _ invocation: Invocation,
    prior: (LoadedModel, Plane, _ isColored: Bool) throws -> (ellipses: Ellipses, name: String)
  ) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let share = Share(invocation)
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let means = space.means(of: encoding), size = space.size(of: encoding)
    let projection = invocation.text("projection") ?? "auto"
    if projection == "none", size > 2 {
      throw CommandError(
        "\(space.symbol) has \(size) dimensions and the plane two", argument: "projection",
        hint: "use projection=pca, which auto takes for you")
    }
    let plane = Plane(means, dimensions: size, symbol: space.symbol, projected: projection == "pca")
    let coloring = try coloring(invocation.text("color"), encoding, share.examples(of: dataset), dataset.classes)
    let places = plane.places(means)
    var marks = [Mark.points(Points(x: places.x, y: places.y, coloring: coloring.points))]
    var legend = Legend(), outlines: [Ellipses.Ellipse] = []
    if invocation.boolean("ellipses") ?? true {
      let (ellipses, name) = try prior(loaded, plane, coloring.isByComponent)
      marks.append(.ellipses(ellipses))
      outlines = ellipses.ellipses
      legend.extra = [LegendEntry(name, ink: .text, sample: .ellipse)]
    }
    let chart = Chart(xAxis: plane.axis(0), yAxis: plane.axis(1), aspect: size == 2 ? .equal : .free, marks: marks)
    let title = "\(space.title) of \(dataset.name) after \(loaded.epochsText)"
    let points = pointCloud(
      titled: invocation.text("title") ?? title, chart, encoding, places, outlines, share: share, of: dataset,
      isByComponent: coloring.isByComponent)
    let figure = Figure(title: title, panels: [.chart(chart)], legend: legend)
    return try draw(
      figure, named: name, for: invocation, points: invocation.text("color") == "entropy" ? nil : points)
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

  func entropy(_ p: [Double]) -> Double { -p.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 } }

  private func ellipses(_ loaded: LoadedModel, _ plane: Plane, areColored: Bool) throws -> Ellipses {
    let prior = try loaded.priorAtZero()
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
