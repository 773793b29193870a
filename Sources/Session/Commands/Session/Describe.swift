import Bytes
import Compute
import Data
import Language
import Model

/// `describe …`: a table of something the session has.
struct Describe: SessionCommand {
  let declaration: CommandDeclaration
  private let table: @Sendable (Session) throws -> Table

  private init(
    _ subject: String, _ summary: String, needs: [Need] = [], _ table: @escaping @Sendable (Session) throws -> Table
  ) {
    declaration = CommandDeclaration(
      "describe \(subject)", summary: summary, needs: needs, returns: "a table", examples: ["describe \(subject)"])
    self.table = table
  }

  static let model = Describe(
    "model", "the model's layers, output shapes and parameter counts", needs: [.model]
  ) { describeModel(try $0.requireModel()) }

  static let run = Describe("run", "how the last training went, epoch by epoch", needs: [.trained]) {
    try describeRun($0.requireModel())
  }

  static let session = Describe("session", "the session: seed, threads, data, model, files written") {
    describeSession(in: $0)
  }

  func perform(_ call: Call, in session: Session) throws -> Outcome { .table(try table(session)) }
}

/// `describe data`: the columns of a table, or the examples of each class or batch.
struct DescribeData: SessionCommand {
  static let by = Option(
    "by", .choice(["column", "class", "batch"]), otherwise: "class, or column for a table without labels",
    "what the rows of the answer are")

  let declaration = CommandDeclaration(
    "describe data", [Self.by],
    summary: "what the data holds: the columns of a table, or the examples of each class or batch",
    details: """
      For each column of a table: what it holds, mean, standard deviation and range of its training rows in its own \
      unit, the share of missing values, and what was done to it.
      """,
    needs: [.data], returns: "a table", examples: ["describe data", "describe data by=column"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    .table(try Describe.describeData(try session.requireData(), by: call[Self.by], in: session))
  }
}

extension Describe {
  /// What the data are: column by column, or the examples of each class.
  static func describeData(_ dataset: Dataset, by rows: String?, in session: Session) throws(CommandError) -> Table {
    if rows == "batch" {
      let batches = try dataset.requireBatches(of: dataset.train, argument: "by")
      return describeBatches(batches, dataset.test.batches, in: session)
    }
    let columns = (dataset.columns ?? []).filter { $0.statistics.count > 0 }
    guard !columns.isEmpty, rows == "column" || rows == nil && dataset.classes.isEmpty else {
      return describeClasses(dataset, in: session)
    }
    return Table(
      title:
        "\(dataset.name): \(dataset.train.count.counted("example")) to train on, \(dataset.test.count) to test on, checksum "
        + session.state.data.id,
      columns: ["column", "kind", "mean", "sd", "least", "greatest", "missing %", "becomes"].map { .init($0) },
      rows: columns.map { describe($0) } + (dataset.train.batches.map { [describe($0)] } ?? []))
  }

  private static func describe(_ batches: Batches) -> [Value] {
    let counts = zip(batches.names, batches.counts).map { "\($0) \($1)" }
    return [.text(batches.title), .text("batch"), .nothing, .nothing, .nothing, .nothing, .number(0)] + [
      .text("told to decoder and p(w): " + counts.listed(6))
    ]
  }

  /// Examples of each batch.
  private static func describeBatches(_ train: Batches, _ test: Batches?, in session: Session) -> Table {
    let tested = test?.counts ?? train.names.map { _ in 0 }
    let rows = zip(train.names, zip(train.counts, tested)).map { name, counts in
      [.text(name), .number(Double(counts.0)), .number(Double(counts.1))] as [Value]
    }
    return Table(
      title: "batches by \(train.title), checksum \(session.state.data.id)",
      columns: [.init(train.title), .init("train"), .init("test")], rows: rows)
  }

  private static func describe(_ column: Column) -> [Value] {
    let statistics = column.statistics, all = statistics.count + statistics.missing
    let missing = Value.number(100 * Double(statistics.missing) / Double(max(all, 1)))
    if let levels = column.levels {
      let shares = zip(levels, statistics.shares).map { "\($0) \(NumberText.short(($1 * 1e3).rounded() / 1e3))" }
      return [
        .text(column.title), .text("category"), .nothing, .nothing, .nothing, .nothing, missing,
        .text("0 and 1 for each of " + shares.listed(6)),
      ]
    }
    let numbers = [statistics.mean, statistics.deviation, statistics.least, statistics.greatest]
    return [.text(column.title), .text("number")] + numbers.map(Value.number) + [missing, .text(column.scale.text)]
  }

  /// Examples of each class.
  private static func describeClasses(_ dataset: Dataset, in session: Session) -> Table {
    let isPartly = [dataset.train, dataset.test].contains { $0.labels?.contains(-1) ?? false }
    let names = dataset.classes + (isPartly ? ["no label"] : [])
    func counts(_ examples: Examples) -> [Int] {
      var counts = [Int](repeating: 0, count: names.count)
      for label in dataset.labeling(of: examples)?.labels ?? [] { counts[label] += 1 }
      return counts
    }
    let rows = zip(names, zip(counts(dataset.train), counts(dataset.test))).map { name, counts in
      [.text(name), .number(Double(counts.0)), .number(Double(counts.1))] as [Value]
    }
    return Table(
      title: "\(dataset.name): examples of shape \(dataset.train.shape), "
        + (dataset.train.batches.map { "batches by \($0.title) (\($0.names.count)), " } ?? "")
        + "checksum \(session.state.data.id)",
      columns: [.init("class"), .init("train"), .init("test")],
      rows: rows + [[.text("all"), .number(Double(dataset.train.count)), .number(Double(dataset.test.count))]])
  }

  /// The layers of the three networks.
  static func describeModel(_ loaded: LoadedModel) -> Table {
    let specification = loaded.specification
    let rows = specification.placedLayers.map { placed in
      [
        .text(placed.name), .text(placed.layer.notation), .text(placed.output.description),
        .number(Double(placed.parameterCount)), .number(Double(placed.multiplyAdds)),
      ] as [Value]
    }
    let means = specification.styleMeanCount
    let batches: [[Value]] =
      means == 0
      ? [] : [[.text("style.means"), .text("of p(w), for each batch"), .text(""), .number(Double(means)), .number(0)]]
    return Table(
      title: "\(specification.name): K = \(specification.components), x \(specification.latent), "
        + "w \(specification.style), \(specification.likelihood.name) likelihood, "
        + (specification.covariate.map { "batches by \($0.text), " } ?? "") + "\(loaded.epochsText) trained",
      columns: [.init("layer"), .init("what"), .init("output"), .init("parameters"), .init("multiply-adds")],
      rows: rows + batches + [
        [
          .text("all"), .text(""), .text(""), .number(Double(specification.parameterCount)),
          .number(Double(specification.multiplyAdds)),
        ]
      ])
  }

  /// The last training, epoch by epoch.
  static func describeRun(_ loaded: LoadedModel) throws(CommandError) -> Table {
    guard let run = loaded.lastRun else {
      throw CommandError("the model has not been trained", hint: "train it: train 60 epochs")
    }
    let settings = run.settings
    return TrainingFields.history(
      run.epochs, underWay: run.underWay,
      title: "last training: \(TrainingFields.text(settings.length)), rate \(NumberText.short(settings.rate)), "
        + "batch \(settings.batch), M = \(settings.samples), lambda \(settings.lambda.text)")
  }

  /// Seed, threads, data and model.
  static func describeSession(in session: Session) -> Table {
    let modelText = session.state.models.current.map { "\($0.specification.name), K = \($0.specification.components)" }
    return Table(
      columns: [.init("what"), .init("value")],
      rows: [
        [.text("seed"), Value(seed: session.state.seed)], [.text("threads"), .number(Double(Engine.threads))],
        [.text("instructions"), .text(Engine.instructionSet)], [.text("oneDNN"), .text(Engine.version)],
        [.text("data"), .text(session.state.data.dataset.map { "\($0.name), \($0.train.count) examples" } ?? "none")],
        [.text("model"), .text(modelText ?? "none")],
        [.text("files written"), .number(Double(session.files.written.count))],
        [.text("folder"), .text(session.environment.workingFolder)],
      ])
  }
}

extension ColumnScale {
  /// What it makes of a value.
  fileprivate var text: String {
    switch scaling {
    case .none: "as it is"
    case .log1p: "ln(1 + value)"
    case _ where factor == 0: "0, for it is constant"
    case .standard: "mean 0, sd 1"
    case .minmax: "0 to 1"
    case .robust: "median 0, quartiles 1 apart"
    }
  }
}
