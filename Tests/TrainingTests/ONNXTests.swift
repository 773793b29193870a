import Archive
import Compute
import Data
import Foundation
import Model
import TestSupport
import Testing

@testable import Training

@Suite("ONNX files", .serialized)
struct ONNXTests {
  static let python = PythonEnvironment("onnx", packages: ["onnx", "onnxruntime"])
  static let reason: Comment = "needs python3 with venv and pip, and packages from PyPI"
  static let rows = 7

  static func observed(_ preset: Preset) -> LayerShape {
    preset.requiredShape ?? (preset == .best ? .image(channels: 1, height: 16, width: 16) : .vector(12))
  }

  /// A model with random running statistics, as training leaves them.
  static func model(_ preset: Preset, likelihood: Likelihood? = nil, hasComponentHead: Bool = false) throws -> GMVAE {
    var specification = preset.specification(observed: observed(preset), components: 5, likelihood: likelihood)
    specification.hasComponentHead = hasComponentHead
    return try model(specification)
  }

  static func model(_ specification: ModelSpecification) throws -> GMVAE {
    let model = try GMVAE(specification, seed: 3, batch: 10, engine: Engine(threads: 1))
    var generator = CounterGenerator(seed: 1, purpose: 99, epoch: 0)
    for parameter in model.parameters.all where !parameter.isTrained {
      let values = try parameter.value.rowMajorValues(engine: model.engine)
      let drawn = values.map { $0 + Float(generator.next() >> 40) / Float(1 << 24) * 0.5 }
      try parameter.value.setRowMajorValues(drawn, engine: model.engine)
    }
    return model
  }

  /// Writes both halves, inputs and what the model itself gives, and lets Python compare; gives what that prints.
  static func compare(_ model: GMVAE, merging merged: [Int] = []) throws -> String {
    let python = try #require(python), folder = try ScratchFolder()
    let shape = ExampleShape.vector(model.specification.observed)
    var checkpoint = Checkpoint(
      model, history: [], settings: nil, data: DataIdentity(name: "made up", checksum: "0", shape: shape),
      machinery: .current(program: "test"))
    checkpoint.notes.merge(merged)
    for part in ONNXModel.Part.allCases {
      try folder.write(ONNXModel(checkpoint).file(part), to: part.rawValue + ".onnx")
    }
    let size = model.specification.observed
    var generator = CounterGenerator(seed: 2, purpose: 99, epoch: 0)
    let y = (0..<rows * size).map { _ in Float(generator.next() >> 40) / Float(1 << 24) }
    let inference = try Inference(model, batch: 4)
    let encoding = try inference.encode(count: rows) { range, destination in
      for (place, index) in (range.lowerBound * size..<range.upperBound * size).enumerated() {
        destination.pointer[place] = y[index]
      }
    }
    .merging(checkpoint.notes.groups)
    func keep(_ name: String, _ values: [Float]) throws {
      try folder.write(values.withUnsafeBytes(Array.init), to: name)
    }
    try keep("y", y)
    try keep("x_mean", encoding.latentMeans)
    try keep("x_log_variance", encoding.latentLogVariances)
    try keep("w_mean", encoding.styleMeans)
    try keep("w_log_variance", encoding.styleLogVariances)
    try keep("responsibilities", (0..<rows).flatMap { encoding.responsibilities(of: $0).map(Float.init) })
    try keep("component", encoding.assignments.map(Float.init))
    let batches = model.specification.covariate.map { covariate in (0..<rows).map { $0 % covariate.count } }
    if let batches, let count = model.specification.covariate?.count {
      try keep("batch", batches.flatMap { batch in (0..<count).map { $0 == batch ? 1 : 0 } })
    }
    try keep("y_mean", inference.decode(encoding.latentMeans, batches: batches?.map(Int32.init)))
    return try python.run(program, [folder.path])
  }

  static let program = """
    import sys, numpy as np, onnx, onnxruntime
    folder = sys.argv[1] + "/"
    read = lambda name: np.fromfile(folder + name, np.float32)
    largest = 0
    for part, source in (("encoder", "y"), ("decoder", "x")):
        onnx.checker.check_model(folder + part + ".onnx", full_check=True)
        session = onnxruntime.InferenceSession(folder + part + ".onnx", providers=["CPUExecutionProvider"])
        shape = session.get_inputs()[0].shape[1:]
        value = read("y" if source == "y" else "x_mean").reshape(-1, *shape)
        names = [output.name for output in session.get_outputs()]
        others = {input.name: read(input.name).reshape(-1, *input.shape[1:]) for input in session.get_inputs()[1:]}
        for name, found in zip(names, session.run(names, {source: value, **others})):
            expected = read(name)
            assert len(found) == \(rows) and found.size == expected.size, (name, found.shape)
            largest = max(largest, np.abs(found.ravel() - expected).max() / max(1, np.abs(expected).max()))
    model = onnx.load(folder + "encoder.onnx")
    texts = {entry.key: entry.value for entry in model.metadata_props}
    print(texts["data.name"], texts["model.components"], largest < 1e-5, f"{largest:.1e}")
    """

  @Test(
    "are checked, and give the model's own numbers in ONNX Runtime", .enabled(if: python != nil, reason),
    arguments: Preset.allCases)
  func presets(_ preset: Preset) throws {
    let printed = try Self.compare(Self.model(preset))
    #expect(printed.hasPrefix("made up 5 True"), "\(preset): \(printed)")
    print("onnx \(preset.rawValue): \(printed)")
  }

  @Test("count merged components as one, as the program does", .enabled(if: python != nil, reason))
  func merged() throws {
    let printed = try Self.compare(Self.model(.arcs), merging: [1, 3, 4])
    #expect(printed.hasPrefix("made up 5 True"), "\(printed)")
  }

  @Test("have a decoder that is told the batch", .enabled(if: python != nil, reason))
  func batches() throws {
    var specification = Preset.compact.specification(observed: .vector(12), components: 5)
    specification.covariate = Covariate(title: "plate", names: ["P", "Q", "R"], shares: [0.5, 0.25, 0.25])
    #expect(try Self.compare(Self.model(specification)).hasPrefix("made up 5 True"))
  }

  @Test("have the head of the first version, and the means of Gaussian images", .enabled(if: python != nil, reason))
  func others() throws {
    #expect(try Self.compare(Self.model(.compact, hasComponentHead: true)).hasPrefix("made up 5 True"))
    #expect(try Self.compare(Self.model(.svhn, likelihood: .gaussian)).hasPrefix("made up 5 True"))
    #expect(try Self.compare(Self.model(.compact, likelihood: .poisson)).hasPrefix("made up 5 True"))
  }

  @Test(
    "have layer normalization and every other layer there is", .enabled(if: python != nil, reason),
    arguments: [
      (LayerShape.vector(7), "fc20~, fc10 tanh", "fc12~, fc9 linear"),
      (.image(channels: 2, height: 8, width: 8), "conv4x4s2p1~, fc10*", "fc3x4x4~, deconv2x4s2p1 linear"),
      (.image(channels: 1, height: 6, width: 6), "conv4x3p1 tanh, fc8 linear", "fc2x6x6 tanh, conv3x3p1*, fc9"),
    ])
  func layers(_ shape: LayerShape, encoder: String, decoder: String) throws {
    let specification = try Preset.compact.specification(observed: shape, components: 5).replacing(
      encoder: LayerNotation.layers(encoder), prior: nil, decoder: LayerNotation.layers(decoder), observed: shape)
    let printed = try Self.compare(Self.model(specification))
    #expect(printed.hasPrefix("made up 5 True"), "\(printed)")
  }
}
