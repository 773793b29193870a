import Archive
import Compute
import Data
import Files
import Model

extension Checkpoint {
  /// Writes all of it; use `AtomicFile`.
  ///
  /// - Throws: `SystemError`, `ComputeError`, and `ArchiveError` where a number is not finite.
  public func write(to file: FileWriter) throws {
    var writer = SafeTensorsWriter()
    writer.metadata = modelMetadata.merging(trainingMetadata) { first, _ in first }
    addParameters(to: &writer)
    addMoments(to: &writer)
    addTerms(to: &writer)
    try writer.write(to: file)
  }

  /// Writes the weights and running statistics alone, for other programs.
  public func writeWeights(to file: FileWriter) throws {
    var writer = SafeTensorsWriter()
    writer.metadata = modelMetadata
    writer.metadata["format"] = Self.weightsFormat
    addParameters(to: &writer)
    try writer.write(to: file)
  }

  private func addParameters(to writer: inout SafeTensorsWriter) {
    for parameter in model.parameters.all { add(parameter.value, parameter.name, to: &writer) }
  }

  private func addMoments(to writer: inout SafeTensorsWriter) {
    for parameter in model.parameters.all {
      for (name, moment) in zip(Self.moments, model.parameters.moments(of: parameter)) {
        add(moment, name + parameter.name, to: &writer)
      }
    }
  }

  private func add(_ tensor: Tensor, _ name: String, to writer: inout SafeTensorsWriter) {
    let engine = model.engine
    writer.add(name, shape: tensor.dimensions) {
      let values = try tensor.rowMajorValues(engine: engine)
      guard values.allSatisfy(\.isFinite) else { throw ArchiveError("\(name) has a value that is not finite") }
      return values
    }
  }

  private func addTerms(to writer: inout SafeTensorsWriter) {
    func numbers(_ terms: Terms) -> [Double] { terms.named.map(\.value) }
    let train = history.flatMap { [Double($0.epoch)] + numbers($0.train) + [$0.seconds] }
    let test = history.flatMap { record in record.test.map { [Double(record.epoch)] + numbers($0) } ?? [] }
    writer.add("history.train", shape: [train.count / Self.trainColumns, Self.trainColumns], doubles: train)
    writer.add("history.test", shape: [test.count / Self.testColumns, Self.testColumns], doubles: test)
    let metrics = history.flatMap { record in record.metrics.map { [Double(record.epoch)] + $0.values } ?? [] }
    if !metrics.isEmpty {
      writer.add(
        "history.metrics", shape: [metrics.count / Self.metricsColumns, Self.metricsColumns], doubles: metrics)
    }
    let consistency = history.flatMap { record in record.consistency.map { [Double(record.epoch), $0] } ?? [] }
    if !consistency.isEmpty {
      writer.add("history.consistency", shape: [consistency.count / 2, 2], doubles: consistency)
    }
    if let started = model.started { writer.add("epoch.sum", shape: [4], doubles: numbers(started.sum)) }
  }

  /// What the model is.
  var modelMetadata: [String: String] {
    let specification = model.specification
    func text(_ layers: [LayerSpecification]) -> String { LayerNotation.text(layers) }
    var optional = tableMetadata
    if specification.hasComponentHead { optional["model.logits"] = String(specification.logits) }
    if !specification.constants.isEmpty {
      optional["model.constants"] = specification.constants.map(String.init).joined(separator: " ")
    }
    if !notes.names.isEmpty {
      optional["model.names"] = notes.names.sorted { $0.key < $1.key }
        .map { "\($0.key) \(Column.escaped($0.value))" }.joined(separator: "\t")
    }
    if !notes.groups.isEmpty {
      optional["model.merged"] = notes.groups.sorted { $0.key < $1.key }.map { "\($0.key)-\($0.value)" }
        .joined(separator: " ")
    }
    if specification.isMasked { optional["model.masked"] = "true" }
    if let covariate = specification.covariate {
      optional["model.covariate"] = covariate.title
      optional["model.covariate.names"] = covariate.names.map(Column.escaped).joined(separator: "\t")
      optional["model.covariate.shares"] = covariate.shares.map { String($0) }.joined(separator: " ")
    }
    if !specification.categories.isEmpty {
      optional["model.categories"] = specification.categories.map { "\($0.lowerBound)-\($0.upperBound - 1)" }
        .joined(separator: " ")
    }
    return optional.merging([
      "format": Self.format, "version": String(Self.version), "program": machinery.program,
      "model.name": specification.name, "model.observed": specification.observedShape.savedText,
      "model.likelihood": specification.likelihood.name, "model.components": String(specification.components),
      "model.latent": String(specification.latent), "model.style": String(specification.style),
      "model.encoder": text(specification.encoder), "model.prior": text(specification.prior),
      "model.decoder": text(specification.decoder),
      "model.head": text(specification.decoderHead.map { [$0] } ?? []), "data.name": data.name,
      "data.checksum": data.checksum,
      "data.shape": data.shape.savedText, "epoch": String(model.position.epoch),
    ]) { first, _ in first }
  }

  /// What the data's table is.
  private var tableMetadata: [String: String] {
    guard let columns = data.columns else { return [:] }
    var metadata = ["data.columns": columns.map(\.savedText).joined(separator: "\n")]
    if !data.otherColumns.isEmpty {
      metadata["data.others"] = data.otherColumns.map(Column.escaped).joined(separator: "\t")
    }
    metadata["data.id"] = data.idColumn
    metadata["data.bound"] = data.outlierBound.map { String($0) }
    return metadata
  }

  private static func saved(_ length: TrainingLength) -> (unit: String, text: String) {
    switch length {
    case .epochs(let count): ("epochs", String(count))
    case .steps(let count): ("steps", String(count))
    case .minutes(let count): ("minutes", String(count))
    }
  }

  /// What its training needs beside.
  private var trainingMetadata: [String: String] {
    var metadata = [
      "model.batch": String(model.batch), "seed": String(model.seed), "step": String(model.position.step),
      "adam.step": String(model.optimizer.step), "adam.power1": String(model.optimizer.power1),
      "adam.power2": String(model.optimizer.power2), "threads": String(machinery.threads),
      "instructions": machinery.instructions, "onednn": machinery.library,
    ]
    if let started = model.started {
      metadata["epoch.batch"] = String(started.batch)
      if started.consistency != 0 { metadata["epoch.consistency"] = String(started.consistency) }
    }
    if let settings {
      let (unit, length) = Self.saved(settings.length)
      metadata["training.\(unit)"] = length
      metadata["training.rate"] = String(settings.rate)
      metadata["training.batch"] = String(settings.batch)
      metadata["training.samples"] = String(settings.samples)
      metadata["training.metrics"] = String(settings.metricsInterval)
      if settings.formulation != .closed { metadata["training.objective"] = settings.formulation.rawValue }
      if settings.precision != .float32 { metadata["training.precision"] = settings.precision.rawValue }
      if settings.isBinary { metadata["training.binary"] = "true" }
      for (name, value) in settings.named(TrainingOption<Double>.all) { metadata["training.\(name)"] = String(value) }
      for (name, value) in settings.named(TrainingOption<Ramp>.all) + [("lambda", settings.lambda)] {
        metadata["training.\(name)"] = value.numbers.map { String($0) }.joined(separator: " ")
      }
    }
    return metadata
  }
}
