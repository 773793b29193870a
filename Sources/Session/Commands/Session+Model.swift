import Compute
import Data
import Language
import Model

extension Session {
  /// A new model for the loaded data.
  func makeModel(_ invocation: Invocation) throws -> Value {
    let dataset = try requireData()
    let observed = dataset.train.shape.layerShape
    let preset = invocation.text("preset").flatMap(Preset.init) ?? .suited(to: observed)
    var specification = try specification(preset, dataset, invocation)
    let asked = invocation.arguments["likelihood"] == nil ? "preset" : "likelihood"
    try check(specification.likelihood, takes: dataset, argument: asked)
    specification.categories = dataset.categories
    specification.isMasked = dataset.hasMissing
    specification.constants = try constants(for: specification.likelihood, in: dataset)
    try checkMemory(for: specification, batch: preset.defaultBatch)
    let model = try GMVAE(specification, seed: seed, batch: preset.defaultBatch, engine: engine())
    let loaded = LoadedModel(model, preset: preset, data: identity(of: dataset))
    current = loaded
    return .record(record(of: loaded))
  }

  private func specification(
    _ preset: Preset, _ dataset: Dataset, _ invocation: Invocation
  ) throws(CommandError) -> ModelSpecification {
    let observed = dataset.train.shape.layerShape
    if let hidden = invocation.integers("hidden"), hidden.count >= ModelSpecification.mostLayers {
      throw CommandError(
        "hidden names \(hidden.count) layers, and a network has at most \(ModelSpecification.mostLayers)",
        argument: "hidden", hint: "name fewer widths, for example: hidden=[500, 500]")
    }
    let encoder = try layers("encoder", invocation), prior = try layers("prior", invocation)
    let decoder = try layers("decoder", invocation)
    if encoder == nil || decoder == nil { try check(preset, fits: dataset) }
    let classes = preset.suitsAnyData && dataset.classes.count > 1 ? dataset.classes.count : nil
    let specification = preset.specification(
      observed: observed, components: invocation.integer("components") ?? classes,
      latent: invocation.integer("latent"), style: invocation.integer("style"), hidden: invocation.integers("hidden"),
      likelihood: invocation.text("likelihood").flatMap(Likelihood.init(named:)) ?? suitedLikelihood(preset, dataset))
    guard encoder != nil || prior != nil || decoder != nil else { return specification }
    do throws(ModelSpecification.Misfit) {
      return try specification.replacing(encoder: encoder, prior: prior, decoder: decoder, observed: observed)
    } catch {
      throw CommandError(
        "layer \(error.layer + 1) of the \(error.network.rawValue), \(error.text), does not fit: \(error.message)",
        argument: error.network.rawValue, hint: "describe model shows the layers of a preset and what each gives")
    }
  }

  /// The layers that an option names; nil where it is not given.
  private func layers(_ option: String, _ invocation: Invocation) throws(CommandError) -> [LayerSpecification]? {
    guard let text = invocation.text(option) else { return nil }
    do throws(LayerNotation.Failure) {
      return try LayerNotation.layers(text)
    } catch {
      throw CommandError(
        "layer \(error.layer + 1) of the \(option), '\(error.text)': \(error.message)", argument: option,
        hint: "for example: \(option)=\"\(option == "decoder" ? "fc500, fc500" : "conv16x6*, conv64x4s2p1*, fc500*")\"")
    }
  }

  private func check(_ preset: Preset, fits dataset: Dataset) throws(CommandError) {
    guard let required = preset.requiredShape, required != dataset.train.shape.layerShape else { return }
    throw CommandError(
      "the preset \(preset.rawValue) is for images of \(required), and \(dataset.name) has examples of "
        + "\(dataset.train.shape.layerShape)", argument: "preset",
      hint: "use compact or mnist-fc, which take examples of any shape")
  }

  /// The model as a record, for `model.components` and its like.
  func record(of loaded: LoadedModel) -> Record {
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
