import Compute
import Data
import Language
import Model
import Plot

/// What samples of components are drawn by.
enum SampleKeys {
  enum Style: String, CaseIterable { case prior, zero }

  static let style = Option(
    "style", .word as ValueKind<Style>, default: .prior, "the style w: drawn from its prior, or zero")
  static let batch = Option(
    "batch", .text, otherwise: "drawn by their shares", "the batch, for a model that tells batches apart")
}

/// `sample component`: examples from one component.
struct SampleComponent: FigureCommand {
  static let component = Parameter("component", .component, "its number, counted from 0")
  static let count = Option("count", .integer(1...100_000), default: 10, "how many examples")

  let declaration = CommandDeclaration(
    "sample component", [Self.component, Self.count, SampleKeys.style, SampleKeys.batch] + FigureKeys.all,
    summary: "draw examples from one component", needs: [.model],
    returns: "a figure; its examples are a table: component, y1, y2, …",
    examples: ["sample component 3", "sample component 0 count=20 style=zero > figures/zero.svg"], output: .examples)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let component = try session.requireModel().checked(component: call[Self.component], "component")
    return try SampleComponent.sample(
      [component], named: "component-\(component)", count: call[Self.count], call, in: session)
  }
}

/// `sample all` and `plot samples`: examples from every component.
struct SampleAll: FigureCommand {
  static let count = Option("count", .integer(1...100_000), default: 10, "how many examples a component")

  let declaration: CommandDeclaration

  static let sample = SampleAll(
    declaration: CommandDeclaration(
      "sample all", [count, SampleKeys.style, SampleKeys.batch] + FigureKeys.all,
      summary: "draw examples from every component, one row each",
      needs: [.model], returns: "a figure; its examples are a table: component, y1, y2, …",
      examples: ["sample all", "sample all count=12 > figures/samples.png"], output: .examples))

  static let plot = SampleAll(
    declaration: CommandDeclaration(
      "plot samples", [count] + FigureKeys.all, summary: "samples from every component, one row or color each",
      needs: [.model], returns: "a figure; its examples are a table: component, y1, y2, …",
      examples: ["plot samples", "plot samples count=20 width=6"], output: .examples))

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let components = Array(0..<(try session.requireModel().specification.components))
    return try SampleComponent.sample(components, named: "samples", count: call[Self.count], call, in: session)
  }
}

extension LoadedModel {
  /// The number of a batch, if the model has it.
  fileprivate func checked(batch name: String) throws(CommandError) -> Int32 {
    guard let covariate = specification.covariate else {
      throw CommandError(
        "the model tells no batches apart", argument: "batch", hint: "leave batch= out, or load data with batch=COLUMN")
    }
    guard let batch = covariate.names.firstIndex(of: name) else {
      throw CommandError(
        "there is no batch '\(name)'", argument: "batch", hint: "the model's batches: \(covariate.text)")
    }
    return Int32(batch)
  }

  /// The component itself, if the model has it; `argument` names what asks for it.
  func checked(component: Int, _ argument: String) throws(CommandError) -> Int {
    guard component < specification.components else {
      throw CommandError(
        "there is no component \(component)", argument: argument,
        hint: "the model has components 0 to \(specification.components - 1)")
    }
    return component
  }
}

extension SampleComponent {
  /// w ~ p(w) or its mean, x ~ N(mu_k(w), var_k(w)), and the mean of p(y|x), for a batch that is drawn by its share or named.
  fileprivate static func sample(_ components: [Int], named name: String, count: Int, _ call: Call, in session: Session)
    throws -> Drawing
  {
    let loaded = try session.requireModel()
    let evaluator = try loaded.evaluator()
    let batch = try call[SampleKeys.batch].map { name throws(CommandError) in try loaded.checked(batch: name) }
    try FigureRoom.check(for: count, groups: components.count, of: shownShape(in: session), argument: "count", call) {
      blank in
      componentRows(components.map { _ in blank }, components, width: Self.sampleColumns(components), in: session)
    }
    try loaded.checkMemory(toDraw: count, groups: components.count, argument: "count")
    var generator = nextDraws(in: session)
    var drawn: [[Float]] = []
    for component in components {
      let batches = batch.map { [Int32](repeating: $0, count: count) } ?? loaded.drawBatches(count, using: &generator)
      var styles = loaded.styleMeans(count, batches)
      if call[SampleKeys.style] == .prior { for place in styles.indices { styles[place] += Float(generator.normal()) } }
      let latents = try evaluator.prior(styles).draw(component: component, using: &generator)
      drawn.append(try evaluator.decode(latents, batches: batches))
    }
    let size = loaded.specification.observed
    return Drawing(
      try sampleFigure(drawn, components, isDark: call[FigureKeys.dark] ?? false, in: session), named: name,
      fields: [
        ExampleTable.field(
          "component", owners(drawn, components, size).map(Double.init), drawn.flatMap { $0 }, loaded.units)
      ], isNewEachTime: true)
  }

  /// Random numbers for what a person asks to see, new after each `draws`.
  static func nextDraws(in session: Session) -> CounterGenerator {
    CounterGenerator(seed: session.state.seed, purpose: RandomPurpose.sampling.rawValue, epoch: session.state.draws + 1)
  }

  fileprivate static func sampleFigure(_ drawn: [[Float]], _ components: [Int], isDark: Bool, in session: Session)
    throws -> Figure
  {
    let title =
      components.count == 1
      ? "Samples of \(session.state.models.mixtureTitle(components[0]))" : "Samples of every component"
    guard let shape = shownShape(in: session), shape.isImage else {
      return Figure(title: title, panels: [.chart(sampleChart(drawn, components, isDark: isDark, in: session))])
    }
    let pictures = try drawn.map { try Pictures.pictures($0, shape: shape) }
    let rows = componentRows(pictures, components, width: Self.sampleColumns(components), in: session)
    return Figure(title: title, panels: [.pictures(PictureGrid(rows: rows))])
  }

  private static func sampleColumns(_ components: [Int]) -> Int { components.count == 1 ? 10 : 20 }

  /// Each component's pictures in rows of at most `width`.
  static func componentRows(_ pictures: [[Picture?]], _ components: [Int], width: Int, in session: Session)
    -> [PictureGrid.Row]
  {
    zip(components, pictures).flatMap { component, pictures in
      stride(from: 0, to: pictures.count, by: width).map { start in
        PictureGrid.Row(
          label: start == 0 ? session.state.models.mixtureTitle(component) : "", ink: .category(component),
          pictures: Array(pictures[start..<min(start + width, pictures.count)]))
      }
    }
  }

  /// The samples in their components' colors over the data in gray.
  fileprivate static func sampleChart(_ drawn: [[Float]], _ components: [Int], isDark: Bool, in session: Session)
    -> Chart
  {
    let all = drawn.flatMap { $0 }
    let size = session.state.models.current?.specification.observed ?? 2
    let backdrop = Backdrop.standing(behind: all, size: size, isDark: isDark, in: session)
    let places = backdrop.plane.places(all)
    let coloring: Points.Coloring =
      components.count == 1
      ? .single(.category(components[0]), name: session.state.models.mixtureTitle(components[0]))
      : .categories(
        owners(drawn, components, size), names: components.map(session.state.models.mixtureName), title: "component")
    return backdrop.chart(marks: [.points(Points(x: places.x, y: places.y, coloring: coloring))])
  }

  /// The shape of the loaded data if the model fits it, or of the data that the model was trained on.
  static func shownShape(in session: Session) -> ExampleShape? {
    guard let dataset = session.state.data.dataset,
      dataset.train.shape.count == session.state.models.current?.specification.observed
    else { return session.state.models.current?.data.shape }
    return dataset.train.shape
  }

  /// The component of each example.
  static func owners(_ drawn: [[Float]], _ components: [Int], _ size: Int) -> [Int] {
    zip(components, drawn).flatMap { Array(repeating: $0, count: $1.count / size) }
  }
}
