import Data
import Language
import Model
import Plot

#if canImport(Glibc)
  import Glibc
#endif

extension Session {
  /// The decoded path between the posterior means of two examples.
  func interpolateLatents(_ invocation: Invocation) throws -> Value {
    let (dataset, loaded) = try requireBoth()
    let share = Share(invocation)
    let ends = try ["from", "to"].map { try example($0, share, dataset, invocation) }
    let encoding = try loaded.encoding(of: share, in: dataset, id: datasetID)
    let size = encoding.latent, examples = share.examples(of: dataset)
    let strip = Strip(
      title: "From \(share.rawValue) example \(ends[0]) to \(ends[1])", labels: ends.map(String.init),
      originals: ends.map(examples.example))
    return try drawPath(
      between: ends.map { Array(encoding.latentMeans[$0 * size..<($0 + 1) * size]) }, strip, invocation)
  }

  /// The decoded path between two components' means at w = 0.
  func interpolateComponents(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let ends = try ["from", "to"].map { try component($0, of: loaded, invocation) }
    let prior = try loaded.priorAtZero()
    let strip = Strip(
      title: "From the mean of \(componentTitle(ends[0])) to that of \(componentName(ends[1]))",
      labels: ends.map(componentName),
      components: ends)
    return try drawPath(between: ends.map { Array(prior.mean(row: 0, component: $0)) }, strip, invocation)
  }

  /// What stands at the ends of a decoded path.
  private struct Strip {
    let title: String
    let labels: [String]
    /// The examples that the ends were encoded from.
    var originals: [[Float]] = []
    /// The components that the ends stand for where they are no examples.
    var components: [Int] = []
  }

  private func example(
    _ name: String, _ share: Share, _ dataset: Dataset, _ invocation: Invocation
  ) throws(CommandError) -> Int {
    let index = invocation.integer(name) ?? 0, count = share.examples(of: dataset).count
    guard index < count else {
      throw CommandError(
        "there is no \(share.rawValue) example \(index)", argument: name,
        hint: "\(dataset.name) has \(share.rawValue) examples 0 to \(count - 1)")
    }
    return index
  }

  private func drawPath(between ends: [[Float]], _ strip: Strip, _ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let steps = invocation.integer("steps") ?? 10
    try checkMemory(toDraw: steps, of: loaded, argument: "steps")
    let shares = (0..<steps).map { Double($0) / Double(steps - 1) }
    let isSpherical = invocation.boolean("spherical") ?? false
    let decoded = try loaded.evaluator().decode(
      shares.flatMap { between(ends[0], ends[1], at: Float($0), spherical: isSpherical) })
    let figure =
      if let shape = shownShape, shape.isImage {
        try pictureStrip(decoded, strip, shape)
      } else { pathFigure(decoded, strip, isDark: invocation.boolean("dark") ?? false) }
    return try draw(
      figure, named: "interpolation", for: invocation,
      extra: [ExampleTable.field("t", shares, decoded, loaded.units)])
  }

  /// A point on the way, along a straight line or along the arc of a great circle (Shoemake 1985).
  func between(_ from: [Float], _ to: [Float], at t: Float, spherical: Bool) -> [Float] {
    func combine(_ a: Float, _ b: Float) -> [Float] { zip(from, to).map { a * $0 + b * $1 } }
    func length(_ v: [Float]) -> Float { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let product = zip(from, to).reduce(0) { $0 + $1.0 * $1.1 }
    let cosine = product / max(length(from) * length(to), .leastNormalMagnitude)
    let angle = acos(max(-1, min(1, cosine)))
    guard spherical, sin(angle) > 1e-4 else { return combine(1 - t, t) }
    return combine(sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle))
  }

  private func pictureStrip(_ decoded: [Float], _ strip: Strip, _ shape: ExampleShape) throws -> Figure {
    var pictures = try Pictures.pictures(decoded, shape: shape)
    if let first = strip.originals.first, let last = strip.originals.last {
      pictures = [Pictures.picture(first, shape: shape)] + pictures + [Pictures.picture(last, shape: shape)]
    }
    let width = 15
    let labels = [strip.labels[0]] + pictures.dropFirst(2).map { _ in "" } + [strip.labels[1]]
    let rows = stride(from: 0, to: pictures.count, by: width).map { start in
      let range = start..<min(start + width, pictures.count)
      return PictureGrid.Row(
        pictures: Array(pictures[range]), captions: pictures.count <= width ? Array(labels[range]) : [])
    }
    return Figure(
      title: strip.title + (strip.originals.isEmpty ? "" : ", originals at the ends"),
      panels: [.pictures(PictureGrid(rows: rows))])
  }

  private func pathFigure(_ decoded: [Float], _ strip: Strip, isDark: Bool) -> Figure {
    let size = current?.specification.observed ?? 2
    let backdrop = backdrop(behind: decoded, size: size, isDark: isDark)
    let path = backdrop.plane.places(decoded)
    let isBetweenExamples = !strip.originals.isEmpty
    let ends = backdrop.plane.places(
      isBetweenExamples ? strip.originals.flatMap { $0 } : Array(decoded.prefix(size) + decoded.suffix(size)))
    let coloring: Points.Coloring =
      isBetweenExamples ? .single(.text, name: "originals") : .categories(strip.components, names: [])
    let chart = backdrop.chart(marks: [
      .line(Line(x: path.x, y: path.y, ink: .text, name: "decoded path")),
      .points(Points(x: path.x, y: path.y, coloring: .single(.text), size: 4, opacity: 1)),
      .points(Points(x: ends.x, y: ends.y, coloring: coloring, size: 6, opacity: 1)),
      .labels(Labels((0..<2).map { .init(x: ends.x[$0], y: ends.y[$0], text: strip.labels[$0]) }, lift: 9)),
    ])
    return Figure(title: strip.title, panels: [.chart(chart)])
  }
}
