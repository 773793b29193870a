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
    try check(preset, fits: dataset)
    let specification = preset.specification(
      observed: observed, components: invocation.integer("components"), latent: invocation.integer("latent"),
      style: invocation.integer("style"), hidden: invocation.integers("hidden"),
      likelihood: invocation.text("likelihood").flatMap(Likelihood.init))
    try checkLikelihood(specification, invocation)
    try checkMemory(for: specification)
    let model = try GMVAE(specification, seed: seed, batch: preset.defaultBatch, engine: engine())
    let loaded = LoadedModel(model, preset: preset, data: identity(of: dataset))
    current = loaded
    return .record(record(of: loaded))
  }

  private func check(_ preset: Preset, fits dataset: Dataset) throws(CommandError) {
    guard let required = preset.requiredShape, required != dataset.train.shape.layerShape else { return }
    throw CommandError(
      "the preset \(preset.rawValue) is for images of \(required), and \(dataset.name) has examples of "
        + "\(dataset.train.shape.layerShape)", argument: "preset",
      hint: "use mnist-fc, which takes examples of any shape")
  }

  /// Bernoulli pixels lie in 0…1; anything else has no likelihood.
  private func checkLikelihood(_ specification: ModelSpecification, _ invocation: Invocation) throws(CommandError) {
    guard specification.likelihood == .bernoulli, let dataset, case .floats(let values) = dataset.train.storage,
      let outside = values.first(where: { !(0...1).contains($0) })
    else { return }
    throw CommandError(
      "a Bernoulli likelihood needs values from 0 to 1, and \(dataset.name) has \(NumberText.short(Double(outside)))",
      argument: invocation.arguments["likelihood"] == nil ? "preset" : "likelihood",
      hint: "use likelihood=gaussian")
  }

  /// Values, gradients and Adam's moments take four numbers a parameter.
  private func checkMemory(for specification: ModelSpecification) throws(CommandError) {
    let bytes = Double(specification.parameterCount) * 16
    let machine = Double(Machine.memory)
    guard bytes > 0.7 * machine else { return }
    throw CommandError(
      "this model has \(specification.parameterCount) parameters and needs \(Int(bytes / 1e9)) GB; the machine has "
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

extension ExampleShape {
  /// The shape as the model's networks see it.
  var layerShape: LayerShape {
    switch self {
    case .vector(let count): .vector(count)
    case .image(let height, let width, let channels): .image(channels: channels, height: height, width: width)
    }
  }
}
