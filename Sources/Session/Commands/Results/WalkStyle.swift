import Compute
import Data
import Language
import Model
import Plot

#if canImport(Glibc)
  import Glibc
#endif

/// `walk style`: one component, or all, while w moves smoothly and the noise of x stays.
struct WalkStyle: FigureCommand {
  enum Path: String, CaseIterable { case circle, line }

  static let component = Option("component", .component, otherwise: "all", "the component to walk in, counted from 0")
  static let steps = Option("steps", .integer(2...1000), default: 10, "places of w")
  static let path = Option(
    "path", .word as ValueKind<Path>, default: .circle,
    "around a great circle, where each place is as likely as a draw from the prior, or along a straight line")

  let declaration = CommandDeclaration(
    "walk style", [Self.component, Self.steps, Self.path] + FigureKeys.all,
    summary: "what becomes of a component while the style w moves smoothly",
    details: """
      One row (on points, one path) a component: w goes once around the circle u cos 2πt + v sin 2πt, with u and v drawn \
      from its prior, or along the line from u to v. The noise of x stays the same, so that only w makes a difference. \
      Each walk is new; seed begins them again.
      """,
    needs: [.model], returns: "a figure; its examples are a table: component, t, y1, y2, …",
    examples: ["walk style", "walk style component=2 steps=20 path=line > figures/walk.png"], output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let loaded = try session.requireModel()
    let components =
      try call[Self.component].map { [try loaded.checked(component: $0, "component")] }
      ?? Array(0..<loaded.specification.components)
    let steps = call[Self.steps], isCircle = call[Self.path] == .circle
    try FigureRoom.check(
      for: steps, groups: components.count, of: SampleComponent.shownShape(in: session), argument: "steps", call
    ) {
      blank in
      SampleComponent.componentRows(components.map { _ in blank }, components, width: 20, in: session)
    }
    try loaded.checkMemory(toDraw: steps, groups: components.count, argument: "steps")
    let shares = (0..<steps).map { Double($0) / Double(isCircle ? steps : steps - 1) }
    let walked = try Self.walk(components, shares, isCircle: isCircle, loaded, in: session)
    let figure =
      if let shape = SampleComponent.shownShape(in: session), shape.isImage {
        Figure(panels: [
          .pictures(
            PictureGrid(
              rows: SampleComponent.componentRows(
                try walked.map { try Pictures.pictures($0, shape: shape) }, components, width: 20, in: session)))
        ])
      } else {
        Self.walkFigure(walked, components, isCircle: isCircle, isDark: call[FigureKeys.dark] ?? false, in: session)
      }
    return Drawing(
      figure.titled(Self.walkTitle(components, isCircle: isCircle, in: session)), named: "walk",
      fields: [Self.table(of: walked, components, shares, in: session)], isNewEachTime: true)
  }
}

extension WalkStyle {
  /// Each component's decoded path: x = mu_k(w) + exp(lv_k(w)/2)·ε with one ε for all.
  fileprivate static func walk(
    _ components: [Int], _ shares: [Double], isCircle: Bool, _ loaded: LoadedModel, in session: Session
  ) throws -> [[Float]] {
    var generator = SampleComponent.nextDraws(in: session)
    func draw(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.normal()) } }
    let from = draw(loaded.specification.style), to = draw(loaded.specification.style)
    let noise = draw(loaded.specification.latent)
    let evaluator = try loaded.evaluator()
    let mean = loaded.model.styleMean()
    let prior = try evaluator.prior(
      shares.flatMap { zip(place(from, to, at: Float($0), isCircle: isCircle), mean).map { $0 + $1 } })
    var walked: [[Float]] = []
    for component in components {
      let latents = shares.indices.flatMap { step in
        zip(prior.mean(row: step, component: component), prior.logVariance(row: step, component: component))
          .enumerated().map { $1.0 + exp($1.1 / 2) * noise[$0] }
      }
      walked.append(try evaluator.decode(latents))
    }
    return walked
  }

  /// w on a straight line, or on the circle u cos 2πt + v sin 2πt, each point of which is distributed as the prior.
  fileprivate static func place(_ from: [Float], _ to: [Float], at t: Float, isCircle: Bool) -> [Float] {
    guard isCircle else { return InterpolateLatents.between(from, to, at: t, spherical: false) }
    let (a, b) = (cos(2 * .pi * t), sin(2 * .pi * t))
    return zip(from, to).map { a * $0 + b * $1 }
  }

  fileprivate static func walkTitle(_ components: [Int], isCircle: Bool, in session: Session) -> String {
    let what =
      components.count == 1
      ? (session.state.models.current?.notes.isNamed(components[0]) == true ? "" : "Component ")
        + session.state.models.mixtureName(components[0])
      : "Every component"
    return what + (isCircle ? " as w goes around a circle" : " as w goes along a line")
  }

  fileprivate static func table(of walked: [[Float]], _ components: [Int], _ shares: [Double], in session: Session)
    -> Record.Field
  {
    ExampleTable.field(
      ["component", "t"], components.flatMap { component in shares.map { [Double(component), $0] } },
      walked.flatMap { $0 }, session.state.models.current?.units ?? ExampleUnits(nil, size: 1))
  }

  /// A path for each component in its color, with points that tell how far w has come.
  fileprivate static func walkFigure(
    _ walked: [[Float]], _ components: [Int], isCircle: Bool, isDark: Bool, in session: Session
  ) -> Figure {
    let size = session.state.models.current?.specification.observed ?? 2
    let backdrop = Backdrop.standing(behind: walked.flatMap { $0 }, size: size, isDark: isDark, in: session)
    let paths = walked.map(backdrop.plane.places)
    let steps = paths.flatMap { path in path.x.indices.map { Double($0 + 1) } }
    let lines = zip(components, paths).map { component, path -> Mark in
      let end = isCircle ? 1 : 0
      return .line(
        Line(x: path.x + path.x.prefix(end), y: path.y + path.y.prefix(end), ink: .category(component), width: 2))
    }
    let points = Points(
      x: paths.flatMap(\.x), y: paths.flatMap(\.y), coloring: .values(steps, title: "step"), size: 4.5, opacity: 1)
    let labels = zip(components, paths).map { component, path in
      Labels.Label(
        x: path.x[0], y: path.y[0], text: session.state.models.mixtureName(component), ink: .category(component))
    }
    return Figure(panels: [
      .chart(backdrop.chart(marks: lines + [.points(points), .labels(Labels(labels, lift: 8))]))
    ])
  }
}

extension Figure {
  /// The figure with a title.
  func titled(_ title: String) -> Figure {
    var figure = self
    figure.title = title
    return figure
  }
}
