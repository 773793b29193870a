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
    try plotPosterior(of: .latent, invocation)
  }

  /// Posterior means of w with the prior's 2-sigma ellipse.
  func plotStyle(_ invocation: Invocation) throws -> Value {
    try plotPosterior(of: .style, invocation)
  }

  private func plotPosterior(of space: LatentSpace, _ invocation: Invocation) throws -> Value {
    let (figure, points) = try posteriorFigure(of: space, invocation)
    let value = try draw(figure, named: space.name, for: invocation, points: points)
    try noteThumbnails()
    return value
  }

  /// Posterior means in the plane, with what the prior says there; and the same to be looked into, but for colors that
  /// pages do not have.
  private func posteriorFigure(
    of space: LatentSpace, _ invocation: Invocation
  ) throws -> (figure: Figure, points: PointCloud?) {
    let (dataset, loaded) = try requireBoth()
    let share = Share(invocation)
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let shown = shownExamples(
      invocation.integer("count"), of: encoding.count, isNeighbors: invocation.text("projection") == "tsne")
    let map = try pointMap(
      space.means(of: encoding, shown), dimensions: space.size(of: encoding), symbol: space.symbol, invocation)
    let examples = share.examples(of: dataset), hasPictures = invocation.boolean("thumbnails") ?? false
    let coloring = coloring(invocation.text("color"), encoding, shown, examples, dataset)
    var marks = [
      Mark.points(Points(x: map.x, y: map.y, coloring: coloring.points, size: hasPictures ? 2 : nil))
    ]
    if hasPictures { marks.append(.thumbnails(try thumbnails(examples, shown, at: map, coloring.points))) }
    var legend = Legend()
    if invocation.boolean("ellipses") ?? !hasPictures, let plane = map.plane {
      let (ellipses, name) = try prior(of: space, loaded, plane, isColored: coloring.isByComponent)
      marks.append(.ellipses(ellipses))
      legend.extra = [LegendEntry(name, ink: .text, sample: .ellipse)]
    }
    let chart = Chart(xAxis: map.xAxis, yAxis: map.yAxis, aspect: map.aspect, marks: marks)
    let title = "\(space.title) of \(dataset.name) after \(loaded.epochsText)"
    let figure = Figure(
      title: title, panels: [.chart(chart)], width: hasPictures ? .inches(7.5) : nil,
      height: hasPictures ? .inches(6) : nil, legend: legend)
    guard invocation.text("color") != "entropy" else { return (figure, nil) }
    let points = pointCloud(
      titled: invocation.text("title") ?? title, chart, encoding, shown, share: share, of: dataset,
      isByComponent: coloring.isByComponent)
    return (figure, points)
  }

  private func coloring(
    _ color: String?, _ encoding: Encoding, _ shown: [Int], _ examples: Examples, _ dataset: Dataset
  ) -> (points: Points.Coloring, isByComponent: Bool) {
    if color == "entropy" {
      let entropies = shown.map { entropy(encoding.responsibilities(of: $0)) }
      let most = log(Double(max(2, encoding.components)))
      return (.values(entropies, title: "entropy in nats", lower: 0, upper: most), false)
    }
    if color != "component", let labeling = dataset.labeling(of: examples) {
      return (.categories(shown.map { labeling.labels[$0] }, names: labeling.names, title: "label"), false)
    }
    let assignments = encoding.assignments, names = (0..<encoding.components).map(componentName)
    return (.categories(shown.map { assignments[$0] }, names: names, title: "component"), true)
  }

  func entropy(_ p: [Double]) -> Double { -p.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 } }

  /// The prior's 2-sigma ellipses, and what they are.
  private func prior(
    of space: LatentSpace, _ loaded: LoadedModel, _ plane: Plane, isColored: Bool
  ) throws -> (ellipses: Ellipses, name: String) {
    if space == .latent { return (try ellipses(loaded, plane, areColored: isColored), "p(x|w=0, z), 2σ") }
    let size = loaded.specification.style
    let mean = plane.place([Float](repeating: 0, count: size))
    let covariance = plane.covariance([Double](repeating: 1, count: size))
    let circle = Ellipses.Ellipse(x: mean.x, y: mean.y, xx: covariance.xx, xy: covariance.xy, yy: covariance.yy)
    return (Ellipses([circle]), "p(w), 2σ")
  }

  private func ellipses(_ loaded: LoadedModel, _ plane: Plane, areColored: Bool) throws -> Ellipses {
    let prior = try loaded.priorAtZero()
    let all = (0..<prior.components).map { k in
      let mean = plane.place(prior.mean(row: 0, component: k))
      let covariance = plane.covariance(prior.logVariance(row: 0, component: k).map { exp(Double($0)) })
      return Ellipses.Ellipse(
        x: mean.x, y: mean.y, xx: covariance.xx, xy: covariance.xy, yy: covariance.yy,
        ink: areColored ? .category(k) : .text, label: componentName(k))
    }
    return Ellipses(all, sigmas: 2)
  }
}
