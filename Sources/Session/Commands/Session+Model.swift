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
    let specification = try specification(preset, dataset, invocation)
    try checkLikelihood(specification, invocation)
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
    let encoder = try layers("encoder", invocation), prior = try layers("prior", invocation)
    let decoder = try layers("decoder", invocation)
    if encoder == nil || decoder == nil { try check(preset, fits: dataset) }
    let classes = preset.suitsAnyData && dataset.classes.count > 1 ? dataset.classes.count : nil
    let specification = preset.specification(
      observed: observed, components: invocation.integer("components") ?? classes,
      latent: invocation.integer("latent"), style: invocation.integer("style"), hidden: invocation.integers("hidden"),
      likelihood: invocation.text("likelihood").flatMap(Likelihood.init) ?? suitedLikelihood(preset, dataset))
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

  /// Numbers from 0 to 1 are taken as probabilities where the network is made for any data.
  private func suitedLikelihood(_ preset: Preset, _ dataset: Dataset) -> Likelihood? {
    guard preset.suitsAnyData else { return nil }
    return dataset.train.firstOutsideUnitInterval == nil ? .bernoulli : .gaussian
  }

  private func check(_ preset: Preset, fits dataset: Dataset) throws(CommandError) {
    guard let required = preset.requiredShape, required != dataset.train.shape.layerShape else { return }
    throw CommandError(
      "the preset \(preset.rawValue) is for images of \(required), and \(dataset.name) has examples of "
        + "\(dataset.train.shape.layerShape)", argument: "preset",
      hint: "use compact or mnist-fc, which take examples of any shape")
  }

  /// Bernoulli pixels lie in 0…1; anything else has no likelihood.
  private func checkLikelihood(_ specification: ModelSpecification, _ invocation: Invocation) throws(CommandError) {
    guard specification.likelihood == .bernoulli, let dataset, let outside = dataset.train.firstOutsideUnitInterval
    else { return }
    throw CommandError(
      "a Bernoulli likelihood needs values from 0 to 1, and \(dataset.name) has \(NumberText.short(Double(outside)))",
      argument: invocation.arguments["likelihood"] == nil ? "preset" : "likelihood",
      hint: "use likelihood=gaussian")
  }

  /// Values, gradients and Adam's moments take four numbers a parameter; each layer's output with its normalization and
  /// both gradients four an example.
  private func checkMemory(for specification: ModelSpecification, batch: Int) throws(CommandError) {
    let outputs = ModelSpecification.NetworkKind.allCases.flatMap(specification.shapes).reduce(0) { $0 + $1.count }
    let bytes = 16 * (Double(specification.parameterCount) + Double(batch) * Double(outputs))
    let machine = Double(Machine.memory)
    guard bytes > 0.7 * machine else { return }
    throw CommandError(
      "this model has \(specification.parameterCount) parameters and needs \(Int(bytes / 1e9)) GB with its layers' outputs; the machine has "
        + "\(Int(machine / 1e9)) GB", hint: "use smaller hidden layers, latent or components")
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
