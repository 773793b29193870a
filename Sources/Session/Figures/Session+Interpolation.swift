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
    let size = encoding.latent
    let means = ends.map { Array(encoding.latentMeans[$0 * size..<($0 + 1) * size]) }
    let steps = invocation.integer("steps") ?? 10
    let shares = (0..<steps).map { Double($0) / Double(steps - 1) }
    let isSpherical = invocation.boolean("spherical") ?? false
    let path = shares.flatMap { between(means[0], means[1], at: Float($0), spherical: isSpherical) }
    let decoded = try loaded.evaluator().decode(path)
    let examples = share.examples(of: dataset)
    let title = "From \(share.rawValue) example \(ends[0]) to \(ends[1])"
    let figure =
      examples.shape.isImage
      ? strip(decoded, ends, examples, title: title)
      : pathFigure(decoded, ends, examples, title: title, isDark: invocation.boolean("dark") ?? false)
    return try draw(
      figure, named: "interpolation", for: invocation,
      extra: [ExampleTable.field("t", shares, decoded, size: examples.shape.count)])
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

  private func strip(_ decoded: [Float], _ ends: [Int], _ examples: Examples, title: String) -> Figure {
    let originals = ends.map { Pictures.picture(examples.example($0), shape: examples.shape) }
    let pictures = [originals[0]] + Pictures.pictures(decoded, shape: examples.shape) + [originals[1]]
    let width = 15
    let rows = stride(from: 0, to: pictures.count, by: width).map {
      PictureGrid.Row(pictures: Array(pictures[$0..<min($0 + width, pictures.count)]))
    }
    let labels = [String(ends[0])] + pictures.dropFirst(2).map { _ in "" } + [String(ends[1])]
    return Figure(
      title: title + ", originals at the ends",
      panels: [.pictures(PictureGrid(rows: rows, columnLabels: rows.count == 1 ? labels : []))])
  }

  private func pathFigure(_ decoded: [Float], _ ends: [Int], _ examples: Examples, title: String, isDark: Bool)
    -> Figure
  {
    let size = examples.shape.count
    let backdrop = backdrop(behind: decoded, size: size, isDark: isDark)
    let path = backdrop.plane.places(decoded)
    let originals = backdrop.plane.places(ends.flatMap { examples.example($0) })
    let chart = backdrop.chart(
      size: size,
      marks: [
        .line(Line(x: path.x, y: path.y, ink: .category(0), name: "decoded path")),
        .points(Points(x: path.x, y: path.y, coloring: .single(.category(0)), size: 4, opacity: 1)),
        .points(
          Points(x: originals.x, y: originals.y, coloring: .single(.text, name: "originals"), size: 6, opacity: 1)),
        .labels(
          Labels(ends.indices.map { .init(x: originals.x[$0], y: originals.y[$0] + 0.07, text: String(ends[$0])) })),
      ])
    return Figure(title: title, panels: [.chart(chart)])
  }
}
