import Archive
import Compute
import Data
import Model

extension SavedFields {
  /// What the model is. Sizes are bounded, so that their products cannot exceed an address.
  func specification() throws(ArchiveError) -> ModelSpecification {
    guard let observed = LayerShape(savedText: try text("model.observed")) else { throw wrong("model.observed") }
    let head = try layers("model.head")
    var specification = ModelSpecification(
      name: try text("model.name"), observedShape: observed, likelihood: try likelihood(),
      components: try integer("model.components", 1...1000), latent: try integer("model.latent", 1...4096),
      style: try integer("model.style", 1...4096), encoder: try layers("model.encoder"),
      prior: try layers("model.prior"), decoder: try layers("model.decoder"), decoderHead: head.first)
    if texts["model.logits"] != nil {
      let count = specification.components
      specification.hasComponentHead = try integer("model.logits", count...count) > 0
    }
    specification.constants = try constants(among: specification.observed)
    specification.isMasked = texts["model.masked"] == "true"
    specification.covariate = try covariate()
    specification.categories = try categories(among: specification.observed)
    for network in ModelSpecification.NetworkKind.allCases {
      let output = try output(of: specification, network)
      let isWhole = network != .decoder || output.count == specification.likelihood.outputs(for: observed.count)
      guard isWhole, head.count <= 1 else { throw wrong("model.\(network.rawValue)") }
    }
    return specification
  }

  private func likelihood() throws(ArchiveError) -> Likelihood {
    guard let likelihood = Likelihood(named: try text("model.likelihood")) else { throw wrong("model.likelihood") }
    return likelihood
  }

  /// Places in an observation, in increasing order; none in files from before they were kept.
  private func constants(among size: Int) throws(ArchiveError) -> [Int] {
    guard let text = texts["model.constants"] else { return [] }
    let texts = text.split(separator: " "), places = texts.compactMap { Int($0) }
    guard places.count == texts.count, places.allSatisfy((0..<size).contains),
      zip(places, places.dropFirst()).allSatisfy(<)
    else { throw wrong("model.constants") }
    return places
  }

  /// What the person says of components; nothing in files from before that could be said.
  func notes(_ components: Int) throws(ArchiveError) -> ComponentNotes {
    var notes = ComponentNotes()
    for text in (texts["model.names"] ?? "").split(separator: "\t" as Character) {
      let parts = text.split(separator: " " as Character, maxSplits: 1)
      guard parts.count == 2, let component = Int(parts[0]), (0..<components).contains(component) else {
        throw wrong("model.names")
      }
      notes.names[component] = Column.unescaped(String(parts[1]))
    }
    for text in (texts["model.merged"] ?? "").split(separator: " " as Character) {
      let pair = text.split(separator: "-" as Character).compactMap { Int($0) }
      guard pair.count == 2, pair.allSatisfy((0..<components).contains), pair[1] < pair[0] else {
        throw wrong("model.merged")
      }
      notes.merge([pair[1], pair[0]])
    }
    return notes
  }

  /// The numbers of each category as its first and its last place; none in files from before they were kept.
  private func categories(among size: Int) throws(ArchiveError) -> [Range<Int>] {
    guard let text = texts["model.categories"] else { return [] }
    var categories: [Range<Int>] = [], end = 0
    for category in text.split(separator: " ") {
      let places = category.split(separator: "-").compactMap { Int($0) }
      guard places.count == 2, places[0] >= end, places[0] <= places[1], places[1] < size else {
        throw wrong("model.categories")
      }
      categories.append(places[0]..<places[1] + 1)
      end = places[1] + 1
    }
    return categories
  }

  /// The batches that the model tells apart; none in files from before they were kept.
  private func covariate() throws(ArchiveError) -> Covariate? {
    guard let title = texts["model.covariate"] else { return nil }
    let names = try text("model.covariate.names").split(separator: "\t", omittingEmptySubsequences: false)
      .map { Column.unescaped(String($0)) }
    let texts = try text("model.covariate.shares").split(separator: " "), shares = texts.compactMap { Double($0) }
    guard (1...Covariate.mostBatches).contains(names.count), Set(names).count == names.count,
      shares.count == texts.count, shares.count == names.count, shares.allSatisfy((0...1).contains),
      abs(shares.reduce(0, +) - 1) < 1e-6
    else { throw wrong("model.covariate") }
    return Covariate(title: title, names: names, shares: shares)
  }

  /// The shape at the end of a network whose layers fit one another.
  private func output(
    of specification: ModelSpecification, _ network: ModelSpecification.NetworkKind
  ) throws(ArchiveError) -> LayerShape {
    var shape = specification.input(of: network)
    for layer in specification.layers(of: network) {
      guard let next = layer.output(for: shape), next.isPossible else { throw wrong("model.\(network.rawValue)") }
      shape = next
    }
    return shape
  }

  private func layers(_ key: String) throws(ArchiveError) -> [LayerSpecification] {
    let text = try text(key)
    if text.isEmpty { return [] }
    let layers = try integer("version", 1...Checkpoint.version) == 1 ? firstLayers(text) : newLayers(text)
    guard let layers, layers.count < ModelSpecification.mostLayers else { throw wrong(key) }
    return layers
  }

  /// Layers as they are written now, in no other spelling.
  private func newLayers(_ text: String) -> [LayerSpecification]? {
    guard let layers = try? LayerNotation.layers(text), LayerNotation.text(layers) == text else { return nil }
    return layers
  }

  /// Layers as version 1 wrote them.
  private func firstLayers(_ text: String) -> [LayerSpecification]? {
    let texts = text.split(separator: " ", omittingEmptySubsequences: false)
    let layers = texts.compactMap(LayerSpecification.init(savedText:))
    return layers.count == texts.count ? layers : nil
  }

  func data(size: Int) throws(ArchiveError) -> DataIdentity {
    guard let shape = ExampleShape(savedText: try text("data.shape"), size: size) else { throw wrong("data.shape") }
    var data = DataIdentity(name: try text("data.name"), checksum: try text("data.checksum"), shape: shape)
    data.columns = try columns(size: size)
    data.otherColumns = (texts["data.others"] ?? "").split(separator: "\t").map { Column.unescaped(String($0)) }
    data.idColumn = texts["data.id"]
    if texts["data.bound"] != nil { data.outlierBound = try number("data.bound", -1e300...1e300) }
    return data
  }

  /// A table's columns, which give as many values as the model observes; nil in files from before they were kept.
  private func columns(size: Int) throws(ArchiveError) -> [Column]? {
    guard let text = texts["data.columns"] else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let columns = lines.compactMap { Column(savedText: $0) }
    guard columns.count == lines.count, columns.reduce(0, { $0 + $1.width }) == size else {
      throw wrong("data.columns")
    }
    return columns
  }

  func settings() throws(ArchiveError) -> TrainingSettings? {
    guard texts["training.rate"] != nil else { return nil }
    var settings = TrainingSettings(
      try length(), rate: try number("training.rate", 0...1),
      batch: try integer("training.batch", 1...1 << 31), samples: try integer("training.samples", 1...1_000_000),
      metricsInterval: texts["training.metrics"] == nil ? 0 : try integer("training.metrics", 0...1_000_000_000))
    if texts["training.objective"] != nil { settings.formulation = try choice("training.objective") }
    if texts["training.precision"] != nil { settings.precision = try choice("training.precision") }
    settings.isBinary = texts["training.binary"] == "true"
    for option in TrainingOption<Double>.all where texts["training.\(option.name)"] != nil {
      settings[keyPath: option.path] = try number("training.\(option.name)", 0...1e9)
    }
    for option in TrainingOption<Ramp>.all where texts["training.\(option.name)"] != nil {
      settings[keyPath: option.path] = try ramp("training.\(option.name)")
    }
    return settings
  }

  private func ramp(_ key: String) throws(ArchiveError) -> Ramp {
    let texts = try text(key).split(separator: " "), numbers = texts.compactMap { Double($0) }
    guard numbers.count == texts.count, numbers.allSatisfy({ 0...1e9 ~= $0 }), let ramp = Ramp(numbers) else {
      throw wrong(key)
    }
    return ramp
  }

  private func length() throws(ArchiveError) -> TrainingLength {
    if texts["training.steps"] != nil { return .steps(try integer("training.steps", 1...1 << 50)) }
    if texts["training.minutes"] != nil { return .minutes(try number("training.minutes", 0...1e9)) }
    return .epochs(try integer("training.epochs", 1...1_000_000_000))
  }

  func position() throws(ArchiveError) -> GMVAE.Position {
    .init(epoch: try integer("epoch", 0...1 << 40), step: try integer("step", 0...1 << 40))
  }

  func optimizer() throws(ArchiveError) -> Adam {
    Adam(
      step: try integer("adam.step", 0...1 << 50), power1: try number("adam.power1", 0...1),
      power2: try number("adam.power2", 0...1))
  }

  func machinery() throws(ArchiveError) -> Checkpoint.Machinery {
    .init(
      program: try text("program"), threads: try integer("threads", 1...65_536),
      instructions: try text("instructions"), library: try text("onednn"))
  }
}
