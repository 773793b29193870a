import Archive
import Compute
import Data
import Files
import Foundation
import Model
import TestSupport
import Testing

@testable import Training

@Suite("Checkpoints", .serialized)
struct CheckpointTests {
  let dataset = FiveArcs.make(count: 1000, seed: 1)
  let place: URL

  init() throws {
    place = FileManager.default.temporaryDirectory.appending(path: "gmvae-checkpoint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
  }

  var path: String { place.appending(path: "model.safetensors").path }

  /// A model of each kind: divided by examples, and with batch normalization.
  func specification(normalized: Bool) -> ModelSpecification {
    let preset: Preset = normalized ? .mnistFC : .arcs
    return preset.specification(
      observed: .vector(2), components: 4, latent: 2, style: 2, hidden: [17, 24], likelihood: .gaussian)
  }

  func makeModel(normalized: Bool) throws -> GMVAE {
    try GMVAE(specification(normalized: normalized), seed: 3, batch: 100, engine: Engine())
  }

  let settings = TrainingSettings(.epochs(3), rate: 1e-3, batch: 100, samples: 2, lambda: 1.5, metricsInterval: 2)
  var steps: Int { dataset.train.count / 100 }

  func checkpoint(_ model: GMVAE, _ history: [EpochRecord]) -> Checkpoint {
    Checkpoint(
      model, history: history, settings: settings,
      data: DataIdentity(name: "arcs", checksum: dataset.checksum(), shape: dataset.train.shape),
      machinery: .current(program: "test"))
  }

  /// Everything that training goes on from, and the curves without their times.
  func state(_ model: GMVAE, _ history: [EpochRecord]) throws -> [[UInt64]] {
    var state = [[UInt64(model.position.epoch), UInt64(model.position.step), UInt64(model.optimizer.step)]]
    for parameter in model.parameters.all {
      var tensors = [parameter.value]
      tensors += model.parameters.moments(of: parameter)
      for tensor in tensors {
        state.append(try tensor.rowMajorValues(engine: model.engine).map { UInt64($0.bitPattern) })
      }
    }
    let terms = history.flatMap { [$0.train] + ($0.test.map { [$0] } ?? []) }
    return state + terms.map { $0.named.map(\.value.bitPattern) } + [history.compactMap { $0.consistency?.bitPattern }]
  }

  /// Trains for so many epochs, or stops after so many steps.
  func train(
    _ model: GMVAE, _ settings: TrainingSettings? = nil, on dataset: Dataset? = nil, batch: Int = 100, epochs: Int,
    steps: Int = .max
  ) throws -> [EpochRecord] {
    let dataset = dataset ?? self.dataset
    var settings = settings ?? self.settings
    settings.batch = batch
    settings.length = .epochs(epochs)
    var left = steps
    return try Trainer(model, on: dataset).train(
      settings,
      isCancelled: {
        left -= 1
        return left < 0
      }
    ) { _ in }.epochs
  }

  /// `GMVAE_SPLITS=50` interrupts training at that many random steps beside the fixed ones.
  static let splits = Int(ProcessInfo.processInfo.environment["GMVAE_SPLITS"] ?? "") ?? 2

  @Test("go on as if training had not been interrupted, bit for bit, from any step", arguments: [false, true])
  func resumes(normalized: Bool) throws {
    let whole = try makeModel(normalized: normalized)
    let expected = try state(whole, train(whole, epochs: 3))
    var generator = SeededGenerator(normalized ? 1 : 2)
    let splits = (0..<Self.splits).map { _ in Int.random(in: 1..<3 * steps, using: &generator) }
    for split in Set(splits).union([1, steps, 2 * steps - 1]).sorted() {
      let first = try makeModel(normalized: normalized)
      let begun = try train(first, epochs: 3, steps: split)
      try AtomicFile(path).write(checkpoint(first, begun).write)
      let opened = try Checkpoint(contentsOf: path, engine: Engine())
      let rest = try train(opened.model, epochs: 3 - opened.model.position.epoch)
      #expect(
        try state(opened.model, opened.history + rest) == expected, "\(generator): split after \(split) steps")
    }
  }

  /// Convolutions on images of 8×8, everything normalized.
  static let convolutional = ModelSpecification(
    name: "mnist", observedShape: .image(channels: 1, height: 8, width: 8), likelihood: .bernoulli, components: 3,
    latent: 2, style: 2,
    encoder: [
      LayerSpecification(.convolution(channels: 4, kernel: 3, stride: 1, padding: 0), .relu, normalized: true),
      LayerSpecification(.convolution(channels: 8, kernel: 4, stride: 2, padding: 1), .relu, normalized: true),
      .dense(16, .relu, normalized: true),
    ], prior: [.dense(16, .tanh)],
    decoder: [
      .dense(16, .relu, normalized: true),
      LayerSpecification(.expansion(channels: 8, height: 3, width: 3), .relu, normalized: true),
      LayerSpecification(.deconvolution(channels: 4, kernel: 4, stride: 2, padding: 1), .relu, normalized: true),
    ],
    decoderHead: LayerSpecification(.deconvolution(channels: 1, kernel: 3, stride: 1, padding: 0), .identity))

  @Test("of convolutional, normalized models go on bit for bit, from random steps")
  func convolutionalResumes() throws { try expectResumes(settings) }

  @Test("with consistency and schedules go on bit for bit, from random steps")
  func scheduledResumes() throws {
    var settings = settings
    settings.consistency.weight = Ramp(20)
    settings.consistency.temperature = 2
    settings.consistency.balance = Ramp(1)
    settings.consistency.entropy = try #require(Ramp([0.1, 0.25, 1, 1]))
    settings.consistency.distortion = 0.5
    settings.schedule.assignmentFirst = 1.5
    settings.schedule.early = 0.1
    settings.schedule.warmup = 0.7
    settings.schedule.cosine = 3
    settings.schedule.annealing = 2.5
    settings.formulation = .sampled
    settings.augmentation = 0.7
    settings.pretraining = 1
    settings.lambda = try #require(Ramp([1, 0, 0.5, 2.2]))
    settings.schedule.terms.style = try #require(Ramp([0, 1, 1.7]))
    settings.isBinary = true
    try expectResumes(settings)
  }

  @Test("keep settings that change with the model's age")
  func ramps() throws {
    var settings = settings
    settings.lambda = try #require(Ramp([1.5, 0.1, 20]))
    settings.schedule.terms.conditional = try #require(Ramp([0, 1, 2, 7.5]))
    settings.schedule.terms.component = Ramp(0.5)
    var saved = checkpoint(try makeModel(normalized: false), [])
    saved.settings = settings
    try AtomicFile(path).write(saved.write)
    #expect(try Checkpoint(contentsOf: path, engine: Engine()).settings == settings)
  }

  @Test("of the paper's first version, with its head for q(z|y), go on bit for bit too")
  func firstVersionResumes() throws {
    var settings = settings, specification = Self.convolutional
    settings.formulation = .firstVersion
    settings.schedule.terms.violation = try #require(Ramp([0, 2, 1, 3]))
    settings.schedule.terms.component = Ramp(0.5)
    specification.hasComponentHead = true
    try expectResumes(settings, specification)
  }

  static let covariate = Covariate(title: "the\tplate", names: ["P 1", "Q\\2", "µ"], shares: [0.5, 0.3, 0.2])

  @Test("that tell batches apart go on bit for bit too, and neighbors are not those of a batch")
  func batchesResume() throws {
    var specification = Self.convolutional
    specification.covariate = Self.covariate
    var settings = settings
    settings.agreement.weight = 0.5
    try expectResumes(settings, specification)
  }

  @Test("with impossible batches are refused, and without any are of a model without")
  func wrongBatches() throws {
    var specification = specification(normalized: false)
    specification.covariate = Self.covariate
    let model = try GMVAE(specification, seed: 3, batch: 20, engine: Engine())
    try rewrite(model) { _ in }
    #expect(try Checkpoint(contentsOf: path, engine: Engine()).model.specification == specification)
    for (key, text) in [
      ("model.covariate.names", "P\tP\tQ"), ("model.covariate.names", "P"), ("model.covariate.shares", "0.5 0.5"),
      ("model.covariate.shares", "0.5 0.5 x"), ("model.covariate.shares", "0.5 0.5 0.5"),
      ("model.covariate.shares", "2 -0.5 -0.5"),
    ] {
      try rewrite(model) { $0[key] = text }
      #expect(throws: ArchiveError("its metadata have an impossible 'model.covariate'"), "\(text)") {
        try Checkpoint(contentsOf: path, engine: Engine())
      }
    }
    try rewrite(model) { $0["model.covariate"] = nil }
    #expect(throws: ArchiveError("its tensors do not fit the model it speaks of")) {
      try Checkpoint(contentsOf: path, engine: Engine())
    }
  }

  private func expectResumes(
    _ settings: TrainingSettings, _ specification: ModelSpecification = CheckpointTests.convolutional
  ) throws {
    func images(_ count: Int) -> Examples {
      let pixels = (0..<count * 64).map { UInt8(truncatingIfNeeded: ($0 / 64 % 3 * 8 + $0 % 8) * 31 ^ $0 / 8) }
      let batches = specification.covariate.map { covariate in
        Batches(title: covariate.title, names: covariate.names, codes: (0..<count).map { Int32($0 * $0 % 3) })
      }
      return Examples(
        shape: .image(height: 8, width: 8, channels: 1), storage: .bytes(pixels), labels: nil, batches: batches)
    }
    let pictures = Dataset(name: "lights", train: images(100), test: images(30), classes: [])
    func makeModel() throws -> GMVAE { try GMVAE(specification, seed: 3, batch: 20, engine: Engine()) }
    let whole = try makeModel()
    let expected = try state(whole, train(whole, settings, on: pictures, batch: 20, epochs: 3))
    var generator = SeededGenerator(3)
    for split in (0..<Self.splits).map({ _ in Int.random(in: 1..<15, using: &generator) }) {
      let first = try makeModel()
      let begun = try train(first, settings, on: pictures, batch: 20, epochs: 3, steps: split)
      let saved = Checkpoint(
        first, history: begun, settings: settings,
        data: DataIdentity(name: "lights", checksum: pictures.checksum(), shape: pictures.train.shape),
        machinery: .current(program: "test"))
      try AtomicFile(path).write(saved.write)
      let opened = try Checkpoint(contentsOf: path, engine: Engine())
      #expect(opened.settings == settings)
      let rest = try train(opened.model, settings, on: pictures, batch: 20, epochs: 3 - opened.model.position.epoch)
      #expect(
        try state(opened.model, opened.history + rest) == expected, "\(generator): split after \(split) steps")
    }
  }

  @Test("of convolutional models give every weight back, in whatever order it lies")
  func convolutions() throws {
    let specification = Preset.mnist.specification(observed: .image(channels: 1, height: 28, width: 28))
    let model = try GMVAE(specification, seed: 5, batch: 20, engine: Engine())
    let saved = Checkpoint(
      model, history: [], settings: nil,
      data: DataIdentity(name: "mnist", checksum: "0", shape: .image(height: 28, width: 28, channels: 1)),
      machinery: .current(program: "test"))
    try AtomicFile(path).write(saved.write)
    let opened = try Checkpoint(contentsOf: path, engine: Engine())
    #expect(opened.model.specification == specification && opened.data == saved.data)
    #expect(try state(opened.model, []) == state(model, []))
  }

  @Test("keep all that describes the training")
  func description() throws {
    let model = try makeModel(normalized: true)
    let history = try train(model, epochs: 2)
    let saved = checkpoint(model, history)
    try AtomicFile(path).write(saved.write)
    let opened = try Checkpoint(contentsOf: path, engine: Engine())
    #expect(opened.model.specification == model.specification && opened.model.seed == 3 && opened.model.batch == 100)
    #expect(opened.model.optimizer == model.optimizer && opened.model.position == .init(epoch: 2))
    #expect(opened.history == history && opened.settings == settings)
    #expect(history.map { $0.metrics == nil } == [true, false])
    #expect(opened.data == saved.data && opened.machinery == saved.machinery)
    let summary = try Checkpoint.summary(of: path)
    #expect(summary.model == "mnist-fc" && summary.data == saved.data && summary.position.epoch == 2)
  }

  @Test("of the same state are the same bytes, whatever order the weights lie in")
  func layouts() throws {
    var files: [Foundation.Data] = []
    for batch in [100, 1] {
      let model = try GMVAE(specification(normalized: false), seed: 3, batch: batch, engine: Engine())
      try AtomicFile(path).write(checkpoint(model, []).writeWeights)
      files.append(try Foundation.Data(contentsOf: URL(filePath: path)))
    }
    #expect(files[0] == files[1])
  }

  @Test("are not written where a number is not finite, and the old file stays")
  func notFinite() throws {
    let model = try makeModel(normalized: false)
    try AtomicFile(path).write(checkpoint(model, []).write)
    let before = try Foundation.Data(contentsOf: URL(filePath: path))
    try #require(model.parameters["prior.heads.bias"]).value.buffer.pointer[1] = .nan
    #expect(throws: ArchiveError("prior.heads.bias has a value that is not finite")) {
      try AtomicFile(path).write(checkpoint(model, []).write)
    }
    #expect(try Foundation.Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test("with any bit changed, or any end cut off, are refused with a reason")
  func damage() throws {
    let model = try GMVAE(
      Preset.arcs.specification(observed: .vector(2), components: 1, latent: 1, style: 1, hidden: [1]), seed: 1,
      batch: 4,
      engine: Engine())
    try AtomicFile(path).write(checkpoint(model, []).write)
    let whole = Array(try Foundation.Data(contentsOf: URL(filePath: path)))
    let engine = try Engine()
    func refusal(of bytes: [UInt8]) throws -> String? {
      try Foundation.Data(bytes).write(to: URL(filePath: path))
      do {
        _ = try Checkpoint(contentsOf: path, engine: engine)
        return nil
      } catch let error as ArchiveError {
        return error.reason
      }
    }
    #expect(try refusal(of: whole) == nil)
    for index in whole.indices {
      for bit in 0..<8 {
        var bytes = whole
        bytes[index] ^= 1 << bit
        #expect(try refusal(of: bytes)?.isEmpty == false, "bit \(bit) of byte \(index)")
      }
      #expect(try refusal(of: Array(whole[..<index]))?.isEmpty == false, "cut to \(index) bytes")
    }
  }

  @Test(
    "with impossible metadata are refused before any memory is taken, though their checksum is right",
    arguments: [
      ("format", "pt", "was not written by gmvae"), ("format", "gmvae weights", "without their training"),
      ("version", "3", "newer gmvae"), ("version", "-1", "impossible 'version'"),
      ("model.observed", "vector:3", "do not fit"), ("model.observed", "vector:0", "impossible 'model.observed'"),
      ("model.observed", "image:65536:65536:65536", "impossible 'model.observed'"),
      ("model.encoder", "conv3x2", "impossible 'model.encoder'"),
      ("model.head", "fc5 linear", "impossible 'model.decoder'"),
      ("model.observed", "vector:9223372036854775807", "impossible 'model.observed'"),
      ("model.merged", "1-3", "impossible 'model.merged'"), ("model.merged", "9-0", "impossible 'model.merged'"),
      ("model.components", "1000", "do not fit"), ("model.components", "1001", "impossible"),
      ("model.latent", "-1", "impossible"), ("model.likelihood", "laplace", "impossible"),
      ("model.encoder", "fc65536, fc65536, fc65536", "do not fit"),
      ("model.encoder", "fc17,  fc24", "impossible 'model.encoder'"),
      ("model.encoder", "fc17 sin", "impossible"), ("model.encoder", "fc017", "impossible"),
      ("model.batch", "0", "impossible"), ("data.shape", "image:9223372036854775807:2:2", "impossible"),
      ("data.shape", "vector:3", "impossible"), ("adam.power1", "nan", "impossible"), ("step", "1e3", "impossible"),
      ("seed", "18446744073709551616", "impossible 'seed'"), ("training.rate", "inf", "impossible"),
      ("threads", "", "impossible"), ("training.metrics", "-1", "impossible 'training.metrics'"),
      ("training.lambda", "1 2 3 4 5", "impossible 'training.lambda'"), ("training.lambda", "1 2 x", "impossible"),
      ("model.logits", "5", "impossible 'model.logits'"), ("model.logits", "4", "do not fit"),
      ("training.eta", "1 0 9 8", "impossible 'training.eta'"), ("training.eta", "", "impossible"),
    ])
  func impossibleMetadata(key: String, value: String, expected: String) throws {
    try rewrite(makeModel(normalized: false)) { $0[key] = value }
    do {
      _ = try Checkpoint(contentsOf: path, engine: Engine())
      Issue.record("accepted")
    } catch let error as ArchiveError {
      #expect(error.reason.contains(expected), "\(error.reason)")
    }
  }

  @Test("of version 1, which had a notation of its own for layers, are opened")
  func firstNotation() throws {
    func text(_ layers: [LayerSpecification]) -> String {
      layers.map { layer in
        guard case .dense(let units) = layer.kind else { return "?" }
        return "dense:\(units):\(layer.activation.rawValue)\(layer.isNormalized ? ":normalized" : "")"
      }.joined(separator: " ")
    }
    let model = try makeModel(normalized: true), specification = model.specification
    try rewrite(model) { metadata in
      metadata["version"] = "1"
      metadata["model.encoder"] = text(specification.encoder)
      metadata["model.prior"] = text(specification.prior)
      metadata["model.decoder"] = text(specification.decoder)
    }
    #expect(try Checkpoint(contentsOf: path, engine: Engine()).model.specification == specification)
    let convolutions = "convolution:16:6:2:1:relu:normalized deconvolution:3:4:1:0:identity expansion:8:3:3:tanh"
    let layers = convolutions.split(separator: " ").compactMap(LayerSpecification.init(savedText:))
    #expect(LayerNotation.text(layers) == "conv16x6s2p1*, deconv3x4 linear, fc8x3x3 tanh")
  }

  @Test("keep layer normalization, which has no running statistics")
  func layerNormalization() throws {
    var specification = specification(normalized: false)
    specification.encoder = try LayerNotation.layers("fc17~, fc24*")
    let model = try GMVAE(specification, seed: 3, batch: 20, engine: Engine())
    #expect(model.parameters["encoder.1.scale"] != nil && model.parameters["encoder.1.mean"] == nil)
    try AtomicFile(path).write(checkpoint(model, []).write)
    #expect(try Checkpoint(contentsOf: path, engine: Engine()).model.specification == specification)
  }

  /// Writes a checkpoint with other metadata, and the checksum that goes with them.
  private func rewrite(_ model: GMVAE, _ change: (inout [String: String]) -> Void) throws {
    try AtomicFile(path).write(checkpoint(model, []).write)
    let reader = try SafeTensorsReader(path)
    var writer = SafeTensorsWriter()
    writer.metadata = reader.metadata
    change(&writer.metadata)
    for entry in reader.header.entries {
      if entry.type == .float64 {
        writer.add(entry.name, shape: entry.shape, doubles: try reader.doubles(entry.name))
      } else {
        let values = try reader.floats(entry.name)
        writer.add(entry.name, shape: entry.shape) { values }
      }
    }
    try AtomicFile(path).write(writer.write)
  }

  @Test("lacking a tensor, or with one of another shape, are refused")
  func otherTensors() throws {
    let model = try makeModel(normalized: false)
    try AtomicFile(path).write(checkpoint(model, []).write)
    let reader = try SafeTensorsReader(path)
    func copy(renaming old: String, to new: String, shape: [Int]? = nil) throws -> String {
      var writer = SafeTensorsWriter()
      writer.metadata = reader.metadata
      for entry in reader.header.entries where entry.type == .float32 {
        let values = try reader.floats(entry.name), isIt = entry.name == old
        writer.add(isIt ? new : entry.name, shape: isIt ? shape ?? entry.shape : entry.shape) { values }
      }
      writer.add("history.train", shape: [0, 6], doubles: [])
      writer.add("history.test", shape: [0, 5], doubles: [])
      let path = place.appending(path: "copy").path
      try AtomicFile(path).write(writer.write)
      return path
    }
    #expect(throws: ArchiveError("it has no tensor 'encoder.1.bias'")) {
      try Checkpoint(contentsOf: copy(renaming: "encoder.1.bias", to: "other"), engine: Engine())
    }
    #expect(throws: ArchiveError("encoder.1.weight has the shape [2, 17], and [17, 2] was expected")) {
      try Checkpoint(
        contentsOf: copy(renaming: "encoder.1.weight", to: "encoder.1.weight", shape: [2, 17]), engine: Engine())
    }
  }
}
