import Bytes
import Compute
import Data
import Language
import Model
import Training

/// `choose components`: how many components suit the data, by trainings with several numbers and seeds.
struct ChooseComponents: SessionCommand {
  static let numbers = Parameter(
    "numbers", .integers(2...200), default: Array(2...10), shown: "2...10", before: ["from"], "numbers to try")
  static let runs = Option("runs", .integer(2...100), default: 3, "seeds for each number")
  static let steps = Option("steps", .integer(1...10_000_000), default: 1000, "how long each is trained")
  static let examples = Option(
    "examples", .integer(10...10_000_000), default: 2000, "how many training examples at most")

  let declaration = CommandDeclaration(
    "choose components",
    [
      Self.numbers, Self.runs, Self.steps, Self.examples, MakeModel.latent, MakeModel.style, MakeModel.hidden,
      MakeModel.likelihood,
    ],
    summary: "how many components suit the data: held-out ELBO, stability over seeds and sizes for several numbers",
    details: """
      Each number is trained from several seeds, as a plain train does. elbo is that of the test examples (of the \
      training examples if there are none), stability the mean adjusted Rand index of pairs of runs, sizes are those of \
      the run with the best ELBO. The choice is the least number whose ELBO is within a standard error of the best, among \
      those whose stability is within 0.1 of the best. Labels are not looked at. The model and its data stay as they are; \
      model components=auto makes a model after a shorter search of this kind.
      """,
    needs: [.data],
    returns: "a record: components (the choice), tried (a table: components, elbo, stability, used, sizes)",
    examples: [
      "choose components 2...3 runs=2 steps=20",
      "let c = choose components from 2...3 steps=200; model components=c.components",
    ])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let search = ComponentSearch(
      numbers: call[Self.numbers], runs: call[Self.runs], steps: call[Self.steps], examples: call[Self.examples])
    let choice = try Self.choice(search, call, in: session)
    return .record(
      Record(
        kind: "choice",
        fields: [
          .init("components", choice.chosen.map { .number(Double($0.components)) } ?? .nothing),
          .init("tried", .table(choice.table)),
        ]))
  }
}

/// What `choose components` goes through.
struct ComponentSearch {
  let numbers: [Int]
  let runs: Int
  let steps: Int
  let examples: Int

  /// The short search of `model components=auto`.
  static let short = ComponentSearch(numbers: [2, 3, 4, 5, 6, 8, 10, 12], runs: 2, steps: 300, examples: 1000)
}

extension ChooseComponents {
  /// Trains models of each number of components from several seeds. The session's own model stays as it is.
  static func choice(_ search: ComponentSearch, _ call: Call, in session: Session) throws -> ComponentChoice {
    let dataset = try session.requireData(), sample = dataset.spread(over: search.examples)
    var asked = call
    asked.arguments["components"] = nil
    asked.arguments["steps"] = .number(Double(search.steps))
    let (preset, specification) = try MakeModel.wholeSpecification(asked, for: dataset, in: session)
    let numbers = Set(search.numbers).sorted(), all = Double(numbers.count * search.runs)
    session.environment.progress(Progress(phase: .began, title: "components", fraction: 0))
    defer { session.environment.progress(Progress(phase: .ended, title: "components", fraction: 1)) }
    var candidates: [ComponentChoice.Candidate] = []
    for components in numbers {
      var elbos: [Double] = [], assignments: [[Int]] = []
      for run in 0..<search.runs {
        let done = Double(candidates.count * search.runs + run) / all
        session.environment.progress(
          Progress(phase: .advanced, title: "\(components) components, run \(run + 1)/\(search.runs)", fraction: done))
        var specification = specification
        specification.components = components
        let model = try GMVAE(
          specification, seed: session.state.seed &+ UInt64(run), batch: preset.defaultBatch, engine: session.engine())
        let loaded = LoadedModel(model, preset: preset, data: session.state.data.identity(of: dataset))
        guard try trains(loaded, on: sample, asked, in: session) else { continue }
        elbos.append(try heldOutELBO(loaded, sample))
        assignments.append(
          try loaded.evaluator().encode(count: sample.train.count, reading: sample.train.reader).assignments)
      }
      candidates.append(.init(components: components, elbos: elbos, assignments: assignments))
    }
    return ComponentChoice(candidates)
  }

  /// The command with the number of components that a short search chose, if it asks for one.
  static func choosingComponents(_ call: Call, in session: Session) throws -> Call {
    guard call[MakeModel.components] == .auto else { return call }
    guard let chosen = try choice(.short, call, in: session).chosen else {
      throw CommandError(
        "no number of components divides these data in trainings of \(ComponentSearch.short.steps) steps",
        argument: "components", hint: "look further with: choose components, or name a number: model components=8")
    }
    let stability = chosen.stability.map { ", seeds agree by an ARI of \(NumberText.fixed($0, decimals: 2))" } ?? ""
    session.environment.note("components=auto: \(chosen.components)\(stability); choose components tells more")
    var named = call
    named.arguments["components"] = .number(Double(chosen.components))
    return named
  }

  /// Trains as `train` does of itself, but for the steps; false if it diverged.
  private static func trains(_ loaded: LoadedModel, on sample: Dataset, _ call: Call, in session: Session) throws
    -> Bool
  {
    let recipe = Recipe(
      for: sample.train.shape, count: sample.train.count, components: loaded.specification.components,
      batch: loaded.preset.defaultBatch)
    let settings = Train.trainingSettings(recipe.completing(call, age: 0), loaded)
    let run = try Trainer(loaded.model, on: sample).train(settings, isCancelled: session.environment.isInterrupted) {
      _ in
    }
    if run.outcome == .interrupted { throw Interrupted() }
    return run.outcome == .finished
  }

  private static func heldOutELBO(_ loaded: LoadedModel, _ sample: Dataset) throws -> Double {
    try loaded.terms(of: Share.usual(in: sample).examples(of: sample)).elbo
  }
}

extension ComponentChoice {
  /// A row for each number that was tried.
  fileprivate var table: Table {
    Table(
      title: chosen.map { "\($0.components) components are chosen" } ?? "no number divides the data",
      columns: [.init("components")] + Table.Column.spread("elbo", unit: "nats")
        + [.init("stability"), .init("used"), .init("sizes", unit: "%")],
      rows: candidates.map { candidate in
        [.number(Double(candidate.components))] + candidate.spread.values + [
          candidate.stability.map { .number((1000 * $0).rounded() / 1000) } ?? .nothing,
          .number(Double(candidate.shares.count)),
          .text(candidate.elbos.isEmpty ? "diverged" : Self.sizes(candidate.shares)),
        ]
      })
  }

  /// Shares in percent, as many as one reads.
  static func sizes(_ shares: [Double]) -> String {
    shares.map { NumberText.short((1000 * $0).rounded() / 10) }.listed(12)
  }
}
