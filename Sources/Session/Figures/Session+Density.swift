import Compute
import Interruption
import Data
import Language
import Model
import Plot

extension Session {
  /// p(y) of a model of points, or p(x) of one with a latent plane, by Monte Carlo, under the examples.
  func plotDensity(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let isOfData = invocation.text("of") != "latents"
    try checkPlane(loaded.specification, isOfData: isOfData)
    let gaussians = try isOfData ? observedGaussians(loaded, invocation) : latentGaussians(loaded, invocation)
    let points = try isOfData ? dataPoints(invocation) : latentPoints(loaded, invocation)
    let window = window(points.isEmpty ? gaussians : points, stride: points.isEmpty ? 4 : 2)
    var density = PlaneDensity(x: window.x, y: window.y, resolution: invocation.integer("resolution") ?? 200)
    try density.fill(with: gaussians) {
      try InterruptionRequest.throwIfInterrupted()
    }
    return try draw(
      densityFigure(density, points, symbol: isOfData ? "y" : "x", loaded), named: "density", for: invocation)
  }

  private func checkPlane(_ specification: ModelSpecification, isOfData: Bool) throws(CommandError) {
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
  private func styles(_ count: Int, _ loaded: LoadedModel) -> (values: [Float], generator: CounterGenerator) {
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.sampling.rawValue)
    return ((0..<count * loaded.specification.style).map { _ in Float(generator.normal()) }, generator)
  }

  /// p(y|x) for x drawn from each component alike: two means and two log variances each.
  private func observedGaussians(_ loaded: LoadedModel, _ invocation: Invocation) throws -> [Float] {
    var (styles, generator) = styles(drawsPerComponent(loaded, invocation), loaded)
    let prior = try loaded.evaluator().prior(styles)
    var latents: [Float] = []
    for component in 0..<prior.components { latents += prior.draw(component: component, using: &generator) }
    return try loaded.evaluator().decodeWhole(latents)
  }

  /// p(x|w, z) for each component and draw of w.
  private func latentGaussians(_ loaded: LoadedModel, _ invocation: Invocation) throws -> [Float] {
    let prior = try loaded.evaluator().prior(styles(drawsPerComponent(loaded, invocation), loaded).values)
    return (0..<prior.rows).flatMap { row in
      (0..<prior.components).flatMap { component in
        prior.mean(row: row, component: component) + prior.logVariance(row: row, component: component)
      }
    }
  }

  private func drawsPerComponent(_ loaded: LoadedModel, _ invocation: Invocation) -> Int {
    let components = loaded.specification.components
    return ((invocation.integer("samples") ?? 10_000) + components - 1) / components
  }

  /// The examples, where data of that kind is loaded.
  private func dataPoints(_ invocation: Invocation) -> [Float] {
    guard let dataset, dataset.train.shape.count == 2 else { return [] }
    let examples = Share(invocation).examples(of: dataset)
    return (0..<examples.count).flatMap(examples.example)
  }

  /// The posterior means, where data is loaded that the model fits.
  private func latentPoints(_ loaded: LoadedModel, _ invocation: Invocation) throws -> [Float] {
    guard let dataset = try? requireBoth().dataset else { return [] }
    return try loaded.encoding(of: Share(invocation), in: dataset, id: datasetID).latentMeans
  }

  /// What the points cover, and a tenth on every side; `stride` numbers a point.
  private func window(_ points: [Float], stride: Int) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    func range(_ coordinate: Int) -> ClosedRange<Double> {
      let values = Swift.stride(from: coordinate, to: points.count, by: stride).map { Double(points[$0]) }
        .filter(\.isFinite)
      let lower = values.min() ?? 0, upper = values.max() ?? 1
      let margin = max(0.1 * (upper - lower), 1e-6 * max(abs(lower), 1))
      return lower - margin...upper + margin
    }
    return (range(0), range(1))
  }

  private func densityFigure(
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
