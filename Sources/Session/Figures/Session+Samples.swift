import Compute
import Data
import Language
import Model
import Plot

extension Session {
  /// Examples from one component.
  func sampleComponent(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    let component = invocation.integer("component") ?? 0
    guard component < loaded.specification.components else {
      throw CommandError(
        "there is no component \(component)", argument: "component",
        hint: "the model has components 0 to \(loaded.specification.components - 1)")
    }
    return try sample([component], named: "component-\(component)", invocation)
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
    draws += 1
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.sampling.rawValue, epoch: draws)
    var drawn: [[Float]] = []
    for component in components {
      let styles =
        invocation.text("style") == "zero"
        ? [Float](repeating: 0, count: count * style) : (0..<count * style).map { _ in Float(generator.normal()) }
      let latents = try evaluator.prior(styles).draw(component: component, using: &generator)
      drawn.append(try evaluator.decode(latents))
    }
    return try draw(
      sampleFigure(drawn, components), named: name, for: invocation,
      extra: [.init("examples", .table(exampleTable(drawn, components, size: loaded.specification.observed)))])
  }

  private func sampleFigure(_ drawn: [[Float]], _ components: [Int]) -> Figure {
    let title = components.count == 1 ? "Samples of component \(components[0])" : "Samples of every component"
    guard let shape = shownShape, shape.isImage else {
      return Figure(title: title, panels: [.chart(sampleChart(drawn, components))])
    }
    let rows = zip(components, drawn).flatMap { component, values in
      let pictures = Pictures.pictures(values, shape: shape)
      return stride(from: 0, to: pictures.count, by: 20).map { start in
        PictureGrid.Row(
          label: start == 0 ? String(component) : "", ink: .category(component),
          pictures: Array(pictures[start..<min(start + 20, pictures.count)]))
      }
    }
    return Figure(title: title, panels: [.pictures(PictureGrid(rows: rows))])
  }

  /// The samples in their components' colors over the data in gray.
  private func sampleChart(_ drawn: [[Float]], _ components: [Int]) -> Chart {
    let all = drawn.flatMap { $0 }
    let size = current?.specification.observed ?? 2
    let backdrop = backdropValues(size: size)
    let plane = Plane(backdrop.isEmpty ? all : backdrop, dimensions: size, symbol: "y", projected: false)
    let places = plane.places(all), behind = plane.places(backdrop)
    let owners = zip(components, drawn).flatMap { Array(repeating: $0, count: $1.count / size) }
    let names = (0...(components.max() ?? 0)).map { components.contains($0) ? "component \($0)" : "" }
    return Chart(
      xAxis: plane.axis(0), yAxis: plane.axis(1), aspect: size == 2 ? .equal : .free,
      marks: [
        .points(Points(x: behind.x, y: behind.y, coloring: .single(.muted, name: "data"), opacity: 0.25)),
        .points(Points(x: places.x, y: places.y, coloring: .categories(owners, names: names))),
      ])
  }

  /// The shape of the loaded data where the model fits it, or of the data that the model was trained on.
  var shownShape: ExampleShape? {
    guard let dataset, dataset.train.shape.count == current?.specification.observed else { return current?.data.shape }
    return dataset.train.shape
  }

  /// Some of the data to set results against; empty where none of that size is loaded.
  func backdropValues(size: Int) -> [Float] {
    guard let examples = dataset?.test, examples.shape.count == size else { return [] }
    return (0..<min(2000, examples.count)).flatMap { examples.example($0) }
  }

  private func exampleTable(_ drawn: [[Float]], _ components: [Int], size: Int) -> Table {
    let rows = zip(components, drawn).flatMap { component, values in
      stride(from: 0, to: values.count, by: size).map { start in
        [Value.number(Double(component))] + values[start..<start + size].map { .number(Double($0)) }
      }
    }
    return Table(
      title: "samples", columns: [.init("component")] + (1...size).map { .init("y\($0)") }, rows: rows)
  }
}
