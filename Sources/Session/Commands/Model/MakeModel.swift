import Bytes
import Compute
import Data
import Language
import Model

/// `model`: a new model for the loaded data.
struct MakeModel: SessionCommand {
  static let preset = Parameter(
    "preset", .choice(["arcs", "compact", "best", "mnist-fc", "mnist", "svhn"]), otherwise: "follows the data",
    "the network to start from")
  static let components = Option(
    "components", ComponentCount.kind, otherwise: "8 (arcs), the classes (compact, best), 10",
    "how many components the mixture has; auto tries 2 to 12 in short trainings, as choose components does")
  static let latent = Option(
    "latent", .integer(1...4096), otherwise: "2 (arcs), 10 (compact, best), 200", "the size of the latent x")
  static let style = Option(
    "style", .integer(1...4096), otherwise: "2 (arcs), 10 (compact, best), 150", "the size of the style w")
  static let hidden = Option(
    "hidden", .integers(1...65_536), otherwise: "follows the preset",
    "the widths of the hidden layers, one number or a list")
  static let likelihood = Option(
    "likelihood", .choice(["bernoulli", "gaussian", "poisson", "nb", "zinb", "categorical", "mixed"]),
    otherwise: "gaussian (arcs), by the data (compact, best), bernoulli",
    "how the data is distributed given x; nb and zinb are for counts of single cells, mixed for a table's columns")
  static let encoder = Option(
    "encoder", .text, otherwise: "the preset's", "the layers from the data to the heads of x and w")
  static let prior = Option(
    "prior", .text, otherwise: "the preset's", "the layers from w to the components' means and variances")
  static let decoder = Option("decoder", .text, otherwise: "the preset's", "the layers from x to the data")

  let declaration = CommandDeclaration(
    "model",
    [
      Self.preset, Self.components, Self.latent, Self.style, Self.hidden, Self.likelihood, Self.encoder, Self.prior,
      Self.decoder,
    ],
    summary: "make a new, untrained model",
    details: """
      Without a preset: arcs for points (8 components, latent 2, style 2, hidden layers of 120), best for images from \
      16 × 16 on, and compact for all else (as many components as classes, latent 10, style 10, hidden layers of 500; \
      best has two convolutions before them). mnist-fc, mnist and svhn are the paper's networks, with latent 200 and \
      style 150. encoder, prior and decoder name layers of your own, from the data or the latent on: fc500 is dense, \
      fc64x9x9 dense to an image of 64 channels, conv16x6s2p1 a convolution (16 channels, kernel 6 × 6, stride 2, \
      padding 1), deconv the same run backward; a rectifier follows, or tanh or linear if named; * puts batch \
      normalization before it, ~ layer normalization. describe model shows the layers of any model. If the data were \
      loaded with batch=, the decoder reads an example's batch beside x, and w has a mean for each batch; the encoder \
      reads none.
      """,
    needs: [.data], makes: [.model],
    returns: "a record of the model: preset, components, latent, style, parameters, epoch, step",
    examples: [
      "model", "model arcs components=8", "model components=auto hidden=8",
      "model mnist-fc components=16 hidden=[500, 500]",
      "model encoder=\"fc200*, fc100*\" decoder=\"fc100, fc200\" components=12",
    ])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let named = try ChooseComponents.choosingComponents(call, in: session)
    let isChosen = call[Self.components] == .auto
    return Outcome(try Self.makeModel(named, in: session), replay: isChosen ? .by(named) : .same)
  }
}

/// How many components a person asks for.
enum ComponentCount: Equatable {
  case auto
  case exactly(Int)

  /// A whole number, or `auto`.
  static let kind = ValueKind<ComponentCount>(
    .or(.integer(1...1000), word: "auto"),
    read: { value in
      if let number = value.wholeNumber { return .exactly(number) }
      return value == .text("auto") ? .auto : nil
    },
    write: { if case .exactly(let number) = $0 { .number(Double(number)) } else { .text("auto") } })

  /// The number, if there is one.
  var number: Int? { if case .exactly(let number) = self { number } else { nil } }
}

extension Covariate {
  /// The batches for people.
  var text: String { "\(title) " + names.listed(8) }
}

extension MakeModel {
  /// A new model for the loaded data.
  static func makeModel(_ call: Call, in session: Session) throws -> Value {
    let dataset = try session.requireData()
    let (preset, specification) = try wholeSpecification(call, for: dataset, in: session)
    let model = try GMVAE(specification, seed: session.state.seed, batch: preset.defaultBatch, engine: session.engine())
    let loaded = LoadedModel(model, preset: preset, data: session.state.data.identity(of: dataset))
    session.state.models.current = loaded
    if let covariate = specification.covariate {
      session.environment.note("the decoder and p(w) are told the batch: \(covariate.text)")
    }
    return .record(record(of: loaded))
  }

  /// All that the command and the data say of a model, checked.
  static func wholeSpecification(
    _ call: Call, for dataset: Dataset, in session: Session
  ) throws -> (preset: Preset, specification: ModelSpecification) {
    let observed = dataset.train.shape.layerShape
    let likelihood = call[MakeModel.likelihood].flatMap(Likelihood.init(named:))
    let preset = call[MakeModel.preset].flatMap(Preset.init) ?? .suited(to: observed, likelihood)
    var specification = try specification(preset, likelihood, dataset, call)
    let asked = likelihood == nil ? "preset" : "likelihood"
    try Fitness.check(specification.likelihood, takes: dataset, argument: asked)
    specification.categories = dataset.categories
    specification.isMasked = dataset.hasMissing
    specification.covariate = Covariate(of: dataset.train)
    specification.constants = try Fitness.constants(for: specification.likelihood, in: dataset, in: session)
    try Fitness.checkMemory(for: specification, batch: preset.defaultBatch)
    return (preset, specification)
  }

  fileprivate static func specification(
    _ preset: Preset, _ likelihood: Likelihood?, _ dataset: Dataset, _ call: Call
  ) throws(CommandError) -> ModelSpecification {
    let observed = dataset.train.shape.layerShape
    if let hidden = call[MakeModel.hidden], hidden.count >= ModelSpecification.mostLayers {
      throw CommandError(
        "hidden names \(hidden.count) layers, and a network has at most \(ModelSpecification.mostLayers), its last among them",
        argument: "hidden", hint: "name fewer widths, for example: hidden=[500, 500]")
    }
    let encoder = try layers(MakeModel.encoder, call), prior = try layers(MakeModel.prior, call)
    let decoder = try layers(MakeModel.decoder, call)
    if encoder == nil || decoder == nil { try check(preset, fits: dataset) }
    let classes = preset.suitsAnyData && dataset.classes.count > 1 ? dataset.classes.count : nil
    let specification = preset.specification(
      observed: observed, components: call[MakeModel.components]?.number ?? classes,
      latent: call[MakeModel.latent], style: call[MakeModel.style], hidden: call[MakeModel.hidden],
      likelihood: likelihood ?? Fitness.suitedLikelihood(preset, dataset))
    guard encoder != nil || prior != nil || decoder != nil else { return specification }
    do throws(ModelSpecification.Misfit) {
      return try specification.replacing(encoder: encoder, prior: prior, decoder: decoder, observed: observed)
    } catch {
      throw CommandError(
        "layer \(error.layer + 1) of the \(error.network.rawValue), \(error.text), does not fit: \(error.message)",
        argument: error.network.rawValue, hint: "describe model shows the layers of a preset and what each gives")
    }
  }

  /// The layers that an option names; nil if it is not given.
  fileprivate static func layers(_ key: Option<String?>, _ call: Call) throws(CommandError) -> [LayerSpecification]? {
    guard let text = call[key] else { return nil }
    let option = key.declaration.name
    do throws(LayerNotation.Failure) {
      return try LayerNotation.layers(text)
    } catch {
      throw CommandError(
        "layer \(error.layer + 1) of the \(option), '\(error.text)': \(error.message)", argument: option,
        hint: "for example: \(option)=\"\(option == "decoder" ? "fc500, fc500" : "conv16x6*, conv64x4s2p1*, fc500*")\"")
    }
  }

  fileprivate static func check(_ preset: Preset, fits dataset: Dataset) throws(CommandError) {
    guard let required = preset.requiredShape, required != dataset.train.shape.layerShape else { return }
    throw CommandError(
      "the preset \(preset.rawValue) is for images of \(required), and \(dataset.name) has examples of "
        + "\(dataset.train.shape.layerShape)", argument: "preset",
      hint: "use compact or mnist-fc, which take examples of any shape")
  }

  /// The model as a record, for `model.components` and its like.
  static func record(of loaded: LoadedModel) -> Record {
    let specification = loaded.specification
    let numbers = [
      ("components", specification.components), ("latent", specification.latent), ("style", specification.style),
      ("parameters", specification.parameterCount), ("epoch", loaded.model.position.epoch),
      ("step", loaded.model.position.step),
    ]
    return Record(
      kind: "model",
      fields: [.init("preset", .text(specification.name))] + numbers.map { .init($0, .number(Double($1))) })
  }
}
