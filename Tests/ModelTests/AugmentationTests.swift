import Compute
import Testing

@testable import Model

@Suite("Augmentation", .serialized)
struct AugmentationTests {
  /// The examples of two steps, after these; and what they were before.
  private func visits(_ shape: LayerShape, by distortion: Double) throws -> (before: [Float], after: [[Float]]) {
    let specification =
      if case .image = shape { SmallModel.images(.bernoulli, channels: 2, normalized: false) } else {
        SmallModel.specification(.gaussian)
      }
    let model = try GMVAE(specification, seed: 4, batch: 6, engine: Engine())
    let pass = try TrainingPass(model, batch: 6, samples: 1, augmented: shape)
    let y = pass.inputs.y, before = (0..<y.count).map { Float(($0 * 37) % 101) / 101 }
    var objective = Objective()
    objective.augmentation = distortion
    let after = try (0..<2).map { step in
      model.position.step = step
      y.copy(from: before)
      _ = try pass.step(rate: 0, objective)
      return Array(y.values)
    }
    return (before, after)
  }

  static let shapes: [LayerShape] = [.image(channels: 2, height: 7, width: 5), .vector(5)]

  @Test("transforms every example otherwise at each visit, the same for the same seed", arguments: shapes)
  func transforms(shape: LayerShape) throws {
    let (before, after) = try visits(shape, by: 0.5)
    #expect(after[0] != before && after[1] != before && after[0] != after[1])
    for example in 0..<6 {
      let range = example * shape.count..<(example + 1) * shape.count
      #expect(after[0][range] != before[range], "example \(example)")
    }
    #expect(try visits(shape, by: 0.5).after == after)
  }

  @Test("goes farther the more is asked for, and nowhere for 0", arguments: shapes)
  func distance(shape: LayerShape) throws {
    func distance(_ distortion: Double) throws -> Float {
      let (before, after) = try visits(shape, by: distortion)
      return zip(before, after[0]).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
    let near = try distance(0.05), far = try distance(0.8)
    #expect(try distance(0) == 0 && near > 0 && far > 2 * near)
  }
}
