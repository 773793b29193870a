import Archive
import Compute
import Files
import Foundation
import Model
import TestSupport
import Testing

@testable import Training

@Suite("Checkpoints in Python", .serialized)
struct CheckpointPythonTests {
  struct Content: Decodable {
    struct Tensor: Decodable {
      let shape: [Int]
      let type: String
      let sum: Double
    }

    let tensors: [String: Tensor]
    let metadata: [String: String]
  }

  static let hasSafeTensors = Python.has("safetensors.numpy")
  static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../Scripts/reference/read_safetensors.py"
  ).path

  @Test(
    "hold the same numbers under the same names for its safetensors",
    .enabled(if: hasSafeTensors, "needs a Python with safetensors and numpy (GMVAE_PYTHON)"))
  func read() throws {
    let model = try GMVAE(
      Preset.mnistFC.specification(observed: .vector(30), components: 3, latent: 4, style: 5, hidden: [17, 24]),
      seed: 1,
      batch: 100, engine: Engine())
    let checkpoint = Checkpoint(
      model, history: [EpochRecord(epoch: 1, train: Terms(), test: nil, seconds: 2.5)], settings: nil,
      data: DataIdentity(name: "λ \"quoted\"", checksum: "00000000", shape: .vector(30)),
      machinery: .current(program: "test"))
    let path = FileManager.default.temporaryDirectory.appending(path: "gmvae-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for write in [checkpoint.write, checkpoint.writeWeights] {
      try AtomicFile(path).write(write)
      let content = try JSONDecoder().decode(Content.self, from: #require(Python.output([Self.script, path])))
      #expect(content.metadata["data.name"] == "λ \"quoted\"")
      for parameter in model.parameters.all {
        let values = try parameter.value.rowMajorValues(engine: model.engine)
        let tensor = try #require(content.tensors[parameter.name])
        #expect(tensor.shape == parameter.value.dimensions && tensor.type == "float32")
        #expect(abs(tensor.sum - values.reduce(0) { $0 + Double($1) }) < 1e-9, "\(parameter.name)")
      }
    }
  }
}
