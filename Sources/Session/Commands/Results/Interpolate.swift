import Data
import Language
import Model
import Plot

#if canImport(Glibc)
  import Glibc
#endif

/// What decoded paths are drawn by.
enum PathKeys {
  static let steps = Option("steps", .integer(2...1000), default: 10, "points on the path, both ends included")
  static let spherical = Option(
    "spherical", .flag, default: false, "go along the arc of a great circle instead of a straight line")
}

/// `interpolate latents`: the decoded path between the posterior means of two examples.
struct InterpolateLatents: FigureCommand {
  static let from = Parameter("from", .example, "the example to start from, counted from 0")
  static let to = Parameter("to", .example, before: ["to", "and"], "the example to end at, counted from 0")

  let declaration = CommandDeclaration(
    "interpolate latents", [Self.from, Self.to, PathKeys.steps, PathKeys.spherical, Share.key] + FigureKeys.all,
    summary: "decode the path between two examples in latent space", needs: [.data, .model],
    returns: "a figure; its examples are a table: t, y1, y2, …",
    examples: ["interpolate latents 17 42", "interpolate latents 17 to 42 steps=12 spherical=true"], output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let (dataset, loaded) = try session.requireBoth()
    let share = try Share.asked(by: call, of: dataset)
    let ends = [
      try share.checked(example: call[Self.from], "from", dataset),
      try share.checked(example: call[Self.to], "to", dataset),
    ]
    let encoding = try loaded.encoding(of: share, in: dataset, id: session.state.data.id)
    let size = encoding.latent, examples = share.examples(of: dataset)
    let strip = InterpolateLatents.Strip(
      title: "From \(share.rawValue) example \(ends[0]) to \(ends[1])", labels: ends.map(String.init),
      originals: ends.map(examples.example))
    return try InterpolateLatents.drawPath(
      between: ends.map { Array(encoding.latentMeans[$0 * size..<($0 + 1) * size]) }, strip, call, in: session)
  }
}

/// `interpolate components`: the decoded path between two components' means at w = 0.
struct InterpolateComponents: FigureCommand {
  static let from = Parameter("from", .component, "the component to start from, counted from 0")
  static let to = Parameter("to", .component, before: ["to", "and"], "the component to end at, counted from 0")

  let declaration = CommandDeclaration(
    "interpolate components", [Self.from, Self.to, PathKeys.steps, PathKeys.spherical] + FigureKeys.all,
    summary: "decode the path between two components' means",
    details:
      "Both means are those at w = 0. On points the path is drawn over the data, its ends in the components' colors.",
    needs: [.model], returns: "a figure; its examples are a table: t, y1, y2, …",
    examples: ["interpolate components 0 1", "interpolate components 0 to 2 steps=12 spherical=true"],
    output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let loaded = try session.requireModel()
    let ends = [
      try loaded.checked(component: call[Self.from], "from"), try loaded.checked(component: call[Self.to], "to"),
    ]
    let prior = try loaded.priorAtMean()
    let strip = InterpolateLatents.Strip(
      title:
        "From the mean of \(session.state.models.mixtureTitle(ends[0])) to that of \(session.state.models.mixtureName(ends[1]))",
      labels: ends.map(session.state.models.mixtureName), components: ends)
    return try InterpolateLatents.drawPath(
      between: ends.map { Array(prior.mean(row: 0, component: $0)) }, strip, call, in: session)
  }
}

extension Share {
  /// The number of an example itself, if there is one; `argument` names what asks for it.
  fileprivate func checked(example: Int, _ argument: String, _ dataset: Dataset) throws(CommandError) -> Int {
    let count = examples(of: dataset).count
    guard example < count else {
      throw CommandError(
        "there is no \(rawValue) example \(example)", argument: argument,
        hint: "\(dataset.name) has \(rawValue) examples 0 to \(count - 1)")
    }
    return example
  }
}

extension InterpolateLatents {
  /// What stands at the ends of a decoded path.
  fileprivate struct Strip {
    let title: String
    let labels: [String]
    /// The examples that the ends were encoded from.
    var originals: [[Float]] = []
    /// The components that the ends stand for if they are no examples.
    var components: [Int] = []
  }

  fileprivate static func drawPath(between ends: [[Float]], _ strip: Strip, _ call: Call, in session: Session) throws
    -> Drawing
  {
    let loaded = try session.requireModel()
    let steps = call[PathKeys.steps]
    try FigureRoom.check(for: steps, of: SampleComponent.shownShape(in: session), argument: "steps", call) {
      pathRows($0, strip)
    }
    try loaded.checkMemory(toDraw: steps, argument: "steps")
    let shares = (0..<steps).map { Double($0) / Double(steps - 1) }
    let isSpherical = call[PathKeys.spherical]
    let decoded = try loaded.evaluator().decode(
      shares.flatMap { between(ends[0], ends[1], at: Float($0), spherical: isSpherical) })
    let figure =
      if let shape = SampleComponent.shownShape(in: session), shape.isImage {
        try pictureStrip(decoded, strip, shape)
      } else { pathFigure(decoded, strip, isDark: call[FigureKeys.dark] ?? false, in: session) }
    return Drawing(
      figure, named: "interpolation",
      fields: [ExampleTable.field("t", shares, decoded, loaded.units)])
  }

  /// A point on the way, along a straight line or along the arc of a great circle (Shoemake 1985).
  static func between(_ from: [Float], _ to: [Float], at t: Float, spherical: Bool) -> [Float] {
    func combine(_ a: Float, _ b: Float) -> [Float] { zip(from, to).map { a * $0 + b * $1 } }
    func length(_ v: [Float]) -> Float { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let product = zip(from, to).reduce(0) { $0 + $1.0 * $1.1 }
    let cosine = product / max(length(from) * length(to), .leastNormalMagnitude)
    let angle = acos(max(-1, min(1, cosine)))
    guard spherical, sin(angle) > 1e-4 else { return combine(1 - t, t) }
    return combine(sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle))
  }

  fileprivate static func pictureStrip(_ decoded: [Float], _ strip: Strip, _ shape: ExampleShape) throws -> Figure {
    var pictures = try Pictures.pictures(decoded, shape: shape)
    if let first = strip.originals.first, let last = strip.originals.last {
      pictures = [Pictures.picture(first, shape: shape)] + pictures + [Pictures.picture(last, shape: shape)]
    }
    return Figure(
      title: strip.title + (strip.originals.isEmpty ? "" : ", originals at the ends"),
      panels: [.pictures(PictureGrid(rows: pathRows(pictures, strip)))])
  }

  fileprivate static func pathRows(_ pictures: [Picture?], _ strip: Strip) -> [PictureGrid.Row] {
    let width = 15
    let labels = [strip.labels[0]] + pictures.dropFirst(2).map { _ in "" } + [strip.labels[1]]
    return stride(from: 0, to: pictures.count, by: width).map { start in
      let range = start..<min(start + width, pictures.count)
      return PictureGrid.Row(
        pictures: Array(pictures[range]), captions: pictures.count <= width ? Array(labels[range]) : [])
    }
  }

  fileprivate static func pathFigure(_ decoded: [Float], _ strip: Strip, isDark: Bool, in session: Session) -> Figure {
    let size = session.state.models.current?.specification.observed ?? 2
    let backdrop = Backdrop.standing(behind: decoded, size: size, isDark: isDark, in: session)
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
