import Compute
import Data
import Language
import Model
import Plot

extension Session {
  /// Examples from one component.
  func sampleComponent(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let component = try component("component", of: loaded, invocation)
    return try sample([component], named: "component-\(component)", invocation)
  }

  /// The component that an argument names.
  func component(_ argument: String, of loaded: LoadedModel, _ invocation: Invocation) throws(CommandError) -> Int {
    let component = invocation.integer(argument) ?? 0
    guard component < loaded.specification.components else {
      throw CommandError(
        "there is no component \(component)", argument: argument,
        hint: "the model has components 0 to \(loaded.specification.components - 1)")
    }
    return component
  }

  /// Examples from every component.
  func sampleAll(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    return try sample(Array(0..<loaded.specification.components), named: "samples", invocation)
  }

  /// w ~ N(0, I) or 0, x ~ N(mu_k(w), var_k(w)), and the mean of p(y|x).
  private func sample(_ components: [Int], named name: String, _ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let evaluator = try loaded.evaluator()
    let count = invocation.integer("count") ?? 10, style = loaded.specification.style
    try checkMemory(toDraw: count, groups: components.count, of: loaded, argument: "count")
    var generator = nextDraws()
    var drawn: [[Float]] = []
    for component in components {
      let styles =
        invocation.text("style") == "zero"
        ? [Float](repeating: 0, count: count * style) : (0..<count * style).map { _ in Float(generator.normal()) }
      let latents = try evaluator.prior(styles).draw(component: component, using: &generator)
      drawn.append(try evaluator.decode(latents))
    }
    let size = loaded.specification.observed
    let figure = try draw(
      try sampleFigure(drawn, components, isDark: invocation.boolean("dark") ?? false), named: name, for: invocation,
      extra: [
        ExampleTable.field(
          "component", owners(drawn, components, size).map(Double.init), drawn.flatMap { $0 }, loaded.units)
      ])
    draws += 1
    return figure
  }

  /// Random numbers for what a person asks to see, new after each `draws`.
  func nextDraws() -> CounterGenerator {
    CounterGenerator(seed: seed, purpose: RandomPurpose.sampling.rawValue, epoch: draws + 1)
  }

  private func sampleFigure(_ drawn: [[Float]], _ components: [Int], isDark: Bool) throws -> Figure {
    let title = components.count == 1 ? "Samples of \(componentTitle(components[0]))" : "Samples of every component"
    guard let shape = shownShape, shape.isImage else {
      return Figure(title: title, panels: [.chart(sampleChart(drawn, components, isDark: isDark))])
    }
    let rows = try componentRows(drawn, components, shape, width: components.count == 1 ? 10 : 20)
    return Figure(title: title, panels: [.pictures(PictureGrid(rows: rows))])
  }

  /// Each component's decoded images in rows of at most `width`.
  func componentRows(
    _ drawn: [[Float]], _ components: [Int], _ shape: ExampleShape, width: Int
  ) throws -> [PictureGrid.Row] {
    try zip(components, drawn).flatMap { component, values in
      let pictures = try Pictures.pictures(values, shape: shape)
      return stride(from: 0, to: pictures.count, by: width).map { start in
        PictureGrid.Row(
          label: start == 0 ? componentTitle(component) : "", ink: .category(component),
          pictures: Array(pictures[start..<min(start + width, pictures.count)]))
      }
    }
  }

  /// The samples in their components' colors over the data in gray.
  private func sampleChart(_ drawn: [[Float]], _ components: [Int], isDark: Bool) -> Chart {
    let all = drawn.flatMap { $0 }
    let size = current?.specification.observed ?? 2
    let backdrop = backdrop(behind: all, size: size, isDark: isDark)
    let places = backdrop.plane.places(all)
    let coloring: Points.Coloring =
      components.count == 1
      ? .single(.category(components[0]), name: componentTitle(components[0]))
      : .categories(
        owners(drawn, components, size), names: components.map(componentName), title: "component")
    return backdrop.chart(marks: [.points(Points(x: places.x, y: places.y, coloring: coloring))])
  }

  /// The shape of the loaded data where the model fits it, or of the data that the model was trained on.
  var shownShape: ExampleShape? {
    guard let dataset, dataset.train.shape.count == current?.specification.observed else { return current?.data.shape }
    return dataset.train.shape
  }

  /// The component of each example.
  func owners(_ drawn: [[Float]], _ components: [Int], _ size: Int) -> [Int] {
    zip(components, drawn).flatMap { Array(repeating: $0, count: $1.count / size) }
  }
}
