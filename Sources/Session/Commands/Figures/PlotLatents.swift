import Data
import Language
import Model
import Plot

#if canImport(Glibc)
  import Glibc
#endif

/// What figures of posterior means are drawn by.
struct PosteriorKeys {
  enum Color: String, CaseIterable { case label, component, entropy, batch }

  static let color = Option(
    "color", .word as ValueKind<Color>, default: .label,
    "color by label, by component, by how unsure the component is, or by the batch that load's batch= told")
  static let count = Option(
    "count", .integer(1...1_000_000), otherwise: "all, 20000 for t-SNE",
    "how many examples, at equal distances in their order")
  static let thumbnails = Option(
    "thumbnails", .flag, default: false,
    "draw the examples' images at their places, as many as do not overlap, framed in their points' colors")

  static func ellipses(_ summary: String) -> Option<Bool?> {
    Option("ellipses", .flag, otherwise: "true without thumbnails", summary)
  }
}

/// `plot latents` and `plot style`: posterior means of x with the components' means and 2-sigma ellipses at w = 0, or those
/// of w with the prior's.
struct PlotPosterior: FigureCommand {
  let space: LatentSpace
  let declaration: CommandDeclaration

  private init(
    _ space: LatentSpace, summary: String, details: String, ellipses: String, examples: [String]
  ) {
    self.space = space
    declaration = CommandDeclaration(
      "plot \(space.name)",
      [
        PosteriorKeys.color, ProjectionKeys.projection(of: space.symbol), ProjectionKeys.neighbors,
        ProjectionKeys.distance,
        ProjectionKeys.perplexity, PosteriorKeys.count, PosteriorKeys.thumbnails, PosteriorKeys.ellipses(ellipses),
        Share.key,
      ] + FigureKeys.all, summary: summary, details: details + ProjectionKeys.help + " No ellipses are drawn then.",
      needs: [.data, .model],
      returns: "a figure", examples: examples, output: .figure)
  }

  static let latents = PlotPosterior(
    .latent, summary: "where the examples lie in latent space",
    details: """
      The posterior means of x: as they are if x has two dimensions, else along their two principal axes. Ellipses mark \
      two standard deviations of each component at w = 0.\u{20}
      """,
    ellipses: "draw the components' means and ellipses",
    examples: [
      "plot latents", "plot latents color=component dark=true > figures/latents.svg",
      "plot latents projection=umap", "plot latents projection=tsne count=2000",
    ])

  static let style = PlotPosterior(
    .style, summary: "where the examples lie in the space of styles",
    details: """
      The posterior means of w: as they are if w has two dimensions, else along their two principal axes. The ellipse marks \
      two standard deviations of the prior of w.\u{20}
      """,
    ellipses: "draw the prior's ellipse",
    examples: ["plot style", "plot style color=component > figures/style.svg"])

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let (figure, points) = try Self.posteriorFigure(of: space, call, in: session)
    return Drawing(figure, named: space.name, points: points)
  }
}

extension PlotPosterior {
  /// Posterior means in the plane, with what the prior says there; and the same to be looked into, but for colors that
  /// pages do not have.
  fileprivate static func posteriorFigure(
    of space: LatentSpace, _ call: Call, in session: Session
  ) throws -> (figure: Figure, points: (() -> PointCloud)?) {
    let (dataset, loaded) = try session.requireBoth()
    let share = try Share.asked(by: call, of: dataset)
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    let projection = call[ProjectionKeys.projection(of: space.symbol)]
    let shown = session.embedder.shownExamples(call[PosteriorKeys.count], of: encoding.count, by: projection)
    let map = try session.embedder.pointMap(
      space.means(of: encoding, shown), dimensions: space.size(of: encoding), by: projection, symbol: space.symbol,
      seed: session.state.seed, call)
    let examples = share.examples(of: dataset), hasPictures = call[PosteriorKeys.thumbnails]
    let coloring = try coloring(call[PosteriorKeys.color], encoding, shown, examples, dataset, in: session)
    var marks = [
      Mark.points(Points(x: map.x, y: map.y, coloring: coloring.points, size: hasPictures ? 2 : nil))
    ]
    if hasPictures {
      marks.append(.thumbnails(try Pictures.thumbnails(examples, shown, at: map, coloring.points, in: session)))
    }
    var legend = Legend()
    if call[PosteriorKeys.ellipses("")] ?? !hasPictures, let plane = map.plane {
      let (ellipses, name) = try prior(of: space, loaded, plane, isColored: coloring.isByComponent, in: session)
      marks.append(.ellipses(ellipses))
      legend.extra = [LegendEntry(name, ink: .text, sample: .ellipse)]
    }
    let chart = Chart(xAxis: map.xAxis, yAxis: map.yAxis, aspect: map.aspect, marks: marks)
    let title = "\(space.title) of \(dataset.name) after \(loaded.epochsText)"
    let figure = Figure(
      title: title, panels: [.chart(chart)], width: hasPictures ? .inches(7.5) : nil,
      height: hasPictures ? .inches(6) : nil, legend: legend)
    guard ![.entropy, .batch].contains(call[PosteriorKeys.color]) else { return (figure, nil) }
    let id = session.state.data.id, names = session.state.models.legendNames(encoding.components)
    return (
      figure,
      {
        PointCloud(
          titled: call[FigureKeys.title] ?? title, chart, encoding, shown, share: share, of: dataset, id: id,
          isByComponent: coloring.isByComponent, names: names, colorSet: call[FigureKeys.palette])
      }
    )
  }

  fileprivate static func coloring(
    _ color: PosteriorKeys.Color, _ encoding: Encoding, _ shown: [Int], _ examples: Examples, _ dataset: Dataset,
    in session: Session
  ) throws -> (points: Points.Coloring, isByComponent: Bool) {
    if color == .batch { return (try .batches(of: examples, shown, dataset), false) }
    if color == .entropy {
      let entropies = shown.map { entropy(encoding.responsibilities(of: $0)) }
      let most = log(Double(max(2, session.state.models.current?.counted.count ?? encoding.components)))
      return (.values(entropies, title: "entropy in nats", lower: 0, upper: most), false)
    }
    if color != .component, let labeling = dataset.labeling(of: examples) {
      return (.categories(shown.map { labeling.labels[$0] }, names: labeling.names, title: "label"), false)
    }
    let assignments = encoding.assignments, names = session.state.models.legendNames(encoding.components)
    return (.categories(shown.map { assignments[$0] }, names: names, title: "component"), true)
  }

  static func entropy(_ p: [Double]) -> Double { -p.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 } }

  /// The prior's 2-sigma ellipses, and what they are.
  fileprivate static func prior(
    of space: LatentSpace, _ loaded: LoadedModel, _ plane: Plane, isColored: Bool, in session: Session
  ) throws -> (ellipses: Ellipses, name: String) {
    if space == .latent {
      return (
        try ellipses(loaded, plane, areColored: isColored, in: session),
        loaded.specification.covariate == nil ? "p(x|w=0, z), 2σ" : "p(x|w, z) at the mean of w, 2σ"
      )
    }
    let size = loaded.specification.style
    let covariance = plane.covariance([Double](repeating: 1, count: size))
    let batches = loaded.specification.covariate?.count
    let circles = (batches.map { (0..<$0).map { loaded.model.styleMean(of: $0) } } ?? [loaded.model.styleMean()]).map {
      let mean = plane.place($0)
      return Ellipses.Ellipse(x: mean.x, y: mean.y, xx: covariance.xx, xy: covariance.xy, yy: covariance.yy)
    }
    return (Ellipses(circles), batches == nil ? "p(w), 2σ" : "p(w) of each batch, 2σ")
  }

  fileprivate static func ellipses(_ loaded: LoadedModel, _ plane: Plane, areColored: Bool, in session: Session) throws
    -> Ellipses
  {
    let prior = try loaded.priorAtMean()
    let all = (0..<prior.components).map { k in
      let mean = plane.place(prior.mean(row: 0, component: k))
      let covariance = plane.covariance(prior.logVariance(row: 0, component: k).map { exp(Double($0)) })
      return Ellipses.Ellipse(
        x: mean.x, y: mean.y, xx: covariance.xx, xy: covariance.xy, yy: covariance.yy,
        ink: areColored ? .category(loaded.notes.representative(of: k)) : .text,
        label: session.state.models.mixtureName(k))
    }
    return Ellipses(all, sigmas: 2)
  }
}
