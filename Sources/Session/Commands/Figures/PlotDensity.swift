import Compute
import Interruption
import Data
import Language
import Model
import Plot

/// `plot density`: p(y) of a model of points, or p(x) of one with a latent plane, by Monte Carlo, under the examples.
struct PlotDensity: FigureCommand {
  enum Subject: String, CaseIterable { case data, latents }

  static let of = Option(
    "of", .word as ValueKind<Subject>, default: .data, "the density of the data, or of the latent x")
  static let resolution = Option(
    "resolution", .integer(10...1000), default: 200, "points of the grid along its longer side")
  static let samples = Option("samples", .integer(1...1_000_000), default: 10_000, "Monte Carlo draws of x")

  let declaration = CommandDeclaration(
    "plot density", [Self.of, Self.resolution, Self.samples, Share.key] + FigureKeys.all,
    summary: "the density a model of points has learned, under the points",
    details: """
      p(y) as filled contours: the mean of p(y|x) over draws of the component, of w and of x, the same draws each time. \
      of=latents shows p(x) under the posterior means, if x has two dimensions.
      """,
    needs: [.model], returns: "a figure",
    examples: ["plot density", "plot density of=latents samples=5000 > figures/density.png"], output: .figure)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let loaded = try session.requireModel()
    let isOfData = call[Self.of] == .data
    try Self.checkPlane(loaded.specification, isOfData: isOfData)
    let gaussians =
      try isOfData ? Self.observedGaussians(loaded, call, in: session) : Self.latentGaussians(loaded, call, in: session)
    let points = try isOfData ? Self.dataPoints(call, in: session) : Self.latentPoints(loaded, call, in: session)
    let window = Self.window(points.isEmpty ? gaussians : points, stride: points.isEmpty ? 4 : 2)
    var density = PlaneDensity(x: window.x, y: window.y, resolution: call[Self.resolution])
    try density.fill(with: gaussians) {
      try InterruptionRequest.throwIfInterrupted()
    }
    return Drawing(Self.densityFigure(density, points, symbol: isOfData ? "y" : "x", loaded), named: "density")
  }
}

extension PlotDensity {
  fileprivate static func checkPlane(_ specification: ModelSpecification, isOfData: Bool) throws(CommandError) {
    let size = isOfData ? specification.observed : specification.latent
    guard size == 2 else {
      throw CommandError(
        isOfData
          ? "a density is drawn in the plane, and this model's examples are \(size) numbers each"
          : "a density is drawn in the plane, and this model's x has \(size) dimensions",
        hint: isOfData
          ? specification.latent == 2
            ? "draw that of x, which has two dimensions: plot density of=latents"
            : "see what it makes with plot samples; a model with latent=2 has a density of x to draw: of=latents"
          : "make a model with latent=2, or see the posterior means with plot latents")
    }
    guard !isOfData || specification.likelihood == .gaussian else {
      throw CommandError(
        "a \(specification.likelihood.title) likelihood has no density of the data",
        hint: "make a model with likelihood=gaussian")
    }
  }

  /// w ~ p(w), the same draws each time.
  fileprivate static func styles(_ count: Int, _ loaded: LoadedModel, in session: Session) -> (
    values: [Float], batches: [Int32]?, generator: CounterGenerator
  ) {
    var generator = CounterGenerator(seed: session.state.seed, purpose: RandomPurpose.sampling.rawValue)
    let batches = loaded.drawBatches(count, using: &generator)
    let values = loaded.styleMeans(count, batches).map { $0 + Float(generator.normal()) }
    return (values, batches, generator)
  }

  /// p(y|x) for x drawn from each component alike: two means and two log variances each.
  fileprivate static func observedGaussians(_ loaded: LoadedModel, _ call: Call, in session: Session) throws -> [Float]
  {
    var (styles, batches, generator) = styles(drawsPerComponent(loaded, call), loaded, in: session)
    let prior = try loaded.evaluator().prior(styles)
    var latents: [Float] = []
    for component in 0..<prior.components { latents += prior.draw(component: component, using: &generator) }
    let each = batches.map { batches in (0..<prior.components).flatMap { _ in batches } }
    return try loaded.evaluator().decodeWhole(latents, batches: each)
  }

  /// p(x|w, z) for each component and draw of w.
  fileprivate static func latentGaussians(_ loaded: LoadedModel, _ call: Call, in session: Session) throws -> [Float] {
    let prior = try loaded.evaluator().prior(styles(drawsPerComponent(loaded, call), loaded, in: session).values)
    return (0..<prior.rows).flatMap { row in
      (0..<prior.components).flatMap { component in
        prior.mean(row: row, component: component) + prior.logVariance(row: row, component: component)
      }
    }
  }

  fileprivate static func drawsPerComponent(_ loaded: LoadedModel, _ call: Call) -> Int {
    let components = loaded.specification.components
    return (call[PlotDensity.samples] + components - 1) / components
  }

  /// The examples, where data of that kind is loaded.
  fileprivate static func dataPoints(_ call: Call, in session: Session) throws -> [Float] {
    guard let dataset = session.state.data.dataset, dataset.train.shape.count == 2 else { return [] }
    let examples = try Share.asked(by: call, of: dataset).examples(of: dataset)
    return (0..<examples.count).flatMap(examples.example)
  }

  /// The posterior means, where data is loaded that the model fits.
  fileprivate static func latentPoints(_ loaded: LoadedModel, _ call: Call, in session: Session) throws -> [Float] {
    guard let dataset = try? session.requireBoth().dataset else { return [] }
    return try loaded.encoding(of: Share.asked(by: call, of: dataset), in: dataset, id: session.state.data.id)
      .latentMeans
  }

  /// What the points cover, and a tenth on every side; `stride` numbers a point.
  fileprivate static func window(_ points: [Float], stride: Int) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    func range(_ coordinate: Int) -> ClosedRange<Double> {
      let values = Swift.stride(from: coordinate, to: points.count, by: stride).map { Double(points[$0]) }
        .filter(\.isFinite)
      let lower = values.min() ?? 0, upper = values.max() ?? 1
      let margin = max(0.1 * (upper - lower), 1e-6 * max(abs(lower), 1))
      return lower - margin...upper + margin
    }
    return (range(0), range(1))
  }

  fileprivate static func densityFigure(
    _ density: PlaneDensity, _ points: [Float], symbol: String, _ loaded: LoadedModel
  ) -> Figure {
    let contours = Contours(
      x: density.x, y: density.y, columns: density.columns, values: density.values, title: "p(\(symbol))")
    let places = Plane(points.isEmpty ? [0, 0] : points, dimensions: 2, symbol: symbol, projected: false).places(points)
    let dots = Points(
      x: places.x, y: places.y, coloring: .single(.color(Color(hex: 0xFFFFFF))), size: 1.2, opacity: 0.45)
    let chart = Chart(
      xAxis: Axis(symbol + "₁", lower: density.x.lowerBound, upper: density.x.upperBound),
      yAxis: Axis(symbol + "₂", lower: density.y.lowerBound, upper: density.y.upperBound), aspect: .equal,
      marks: [.contours(contours)] + (points.isEmpty ? [] : [.points(dots)]))
    let under = points.isEmpty ? "" : symbol == "y" ? " under the examples" : " under the posterior means"
    return Figure(title: "Learned density after \(loaded.epochsText)\(under)", panels: [.chart(chart)])
  }
}
