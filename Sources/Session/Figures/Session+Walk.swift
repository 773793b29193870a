import Compute
import Data
import Language
import Model
import Plot

#if canImport(Glibc)
  import Glibc
#endif

extension Session {
  /// One component, or all, while w moves smoothly and the noise of x stays.
  func walkStyle(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let components =
      invocation.arguments["component"] == nil
      ? Array(0..<loaded.specification.components) : [try component("component", of: loaded, invocation)]
    let steps = invocation.integer("steps") ?? 10, isCircle = invocation.text("path") != "line"
    try checkMemory(toDraw: steps, groups: components.count, of: loaded, argument: "steps")
    let shares = (0..<steps).map { Double($0) / Double(isCircle ? steps : steps - 1) }
    let walked = try walk(components, shares, isCircle: isCircle, loaded)
    let figure =
      if let shape = shownShape, shape.isImage {
        Figure(panels: [.pictures(PictureGrid(rows: try componentRows(walked, components, shape, width: 20)))])
      } else {
        walkFigure(walked, components, isCircle: isCircle, isDark: invocation.boolean("dark") ?? false)
      }
    let record = try draw(
      figure.titled(walkTitle(components, isCircle: isCircle)), named: "walk", for: invocation,
      extra: [table(of: walked, components, shares)])
    draws += 1
    return record
  }

  /// Each component's decoded path: x = mu_k(w) + exp(lv_k(w)/2)·ε with one ε for all.
  private func walk(
    _ components: [Int], _ shares: [Double], isCircle: Bool, _ loaded: LoadedModel
  ) throws -> [[Float]] {
    var generator = nextDraws()
    func draw(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.normal()) } }
    let from = draw(loaded.specification.style), to = draw(loaded.specification.style)
    let noise = draw(loaded.specification.latent)
    let evaluator = try loaded.evaluator()
    let prior = try evaluator.prior(shares.flatMap { place(from, to, at: Float($0), isCircle: isCircle) })
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
  private func place(_ from: [Float], _ to: [Float], at t: Float, isCircle: Bool) -> [Float] {
    guard isCircle else { return between(from, to, at: t, spherical: false) }
    let (a, b) = (cos(2 * .pi * t), sin(2 * .pi * t))
    return zip(from, to).map { a * $0 + b * $1 }
  }

  private func walkTitle(_ components: [Int], isCircle: Bool) -> String {
    let what =
      components.count == 1
      ? (current?.componentNames[components[0]] ?? "Component \(components[0])") : "Every component"
    return what + (isCircle ? " as w goes around a circle" : " as w goes along a line")
  }

  private func table(of walked: [[Float]], _ components: [Int], _ shares: [Double]) -> Record.Field {
    ExampleTable.field(
      ["component", "t"], components.flatMap { component in shares.map { [Double(component), $0] } },
      walked.flatMap { $0 }, current?.units ?? ExampleUnits(nil, size: 1))
  }

  /// A path for each component in its color, with points that tell how far w has come.
  private func walkFigure(_ walked: [[Float]], _ components: [Int], isCircle: Bool, isDark: Bool) -> Figure {
    let size = current?.specification.observed ?? 2
    let backdrop = backdrop(behind: walked.flatMap { $0 }, size: size, isDark: isDark)
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
      Labels.Label(x: path.x[0], y: path.y[0], text: componentName(component), ink: .category(component))
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
