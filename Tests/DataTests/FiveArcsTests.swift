import Foundation
import Testing

@testable import Data

@Suite("The five arcs")
struct FiveArcsTests {
  private func points(_ examples: Examples) -> [(x: Double, y: Double, label: Int)] {
    (examples.labels ?? []).enumerated().map { index, label in
      let values = examples.example(index)
      return (Double(values[0]), Double(values[1]), label)
    }
  }

  /// Mean and standard deviation.
  private func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, sqrt(values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)))
  }

  @Test("the set has the shape, names and sizes asked for")
  func form() {
    let arcs = FiveArcs.make(count: 1_000, seed: 1)
    #expect(arcs.name == "arcs" && arcs.classes == ["0", "1", "2", "3", "4"])
    #expect(arcs.train.count == 1_000 && arcs.test.count == 200 && arcs.train.shape == .vector(2))
    #expect(FiveArcs.make(count: 10, testCount: 7, seed: 1).test.count == 7)
    #expect(FiveArcs.make(count: 0, seed: 1).train.count == 0)
  }

  @Test("labels are uniform, radius and angle about each arc's center have the formula's mean and deviation")
  func statistics() {
    let count = 50_000
    let arcs = points(FiveArcs.make(count: count, seed: 7).train)
    for label in 0..<5 {
      let center = (4.3 + 72 * Double(label)) * .pi / 180
      let own = arcs.filter { $0.label == label }
      let offsets = own.map { ($0.x - 0.6 * cos(center), $0.y - 0.6 * sin(center)) }
      let radii = moments(offsets.map { hypot($0, $1) })
      // Measured from the arc's middle direction, so that the angle does not wrap.
      let middle = center + 85 * .pi / 180
      let angles = moments(
        offsets.map { atan2($1 * cos(middle) - $0 * sin(middle), $0 * cos(middle) + $1 * sin(middle)) })
      let error = 5 / sqrt(Double(own.count))
      #expect(abs(Double(own.count) - 10_000) < 5 * sqrt(Double(count) * 0.2 * 0.8))
      #expect(abs(radii.mean - 0.365) < 0.0255 * error && abs(radii.deviation - 0.0255) < 0.0255 * error)
      let spread = 32 * Double.pi / 180
      #expect(abs(angles.mean) < spread * error && abs(angles.deviation - spread) < spread * error)
    }
  }

  @Test("labels come in no order")
  func shuffled() {
    let labels = FiveArcs.make(count: 10_000, seed: 3).train.labels ?? []
    let repeats = zip(labels, labels.dropFirst()).filter { $0 == $1 }.count
    #expect(abs(Double(repeats) - 2_000) < 5 * sqrt(10_000 * 0.2 * 0.8))
  }

  @Test("a seed repeats, another seed differs, and test points are others than the training points")
  func seeds() {
    let arcs = FiveArcs.make(count: 500, seed: 5)
    let again = FiveArcs.make(count: 500, seed: 5)
    #expect(arcs.train.storage == again.train.storage && arcs.test.storage == again.test.storage)
    #expect(arcs.train.labels == again.train.labels && arcs.checksum() == again.checksum())
    #expect(arcs.checksum() != FiveArcs.make(count: 500, seed: 6).checksum())
    let train = Set(points(arcs.train).map(\.x))
    #expect(train.count == 500 && points(arcs.test).allSatisfy { !train.contains($0.x) })
  }

  @Test("a larger count adds points to the same ones and leaves the test points alone")
  func prefix() {
    let few = FiveArcs.make(count: 100, testCount: 50, seed: 5)
    let many = FiveArcs.make(count: 200, testCount: 50, seed: 5)
    #expect((0..<100).allSatisfy { few.train.example($0) == many.train.example($0) })
    #expect(few.test.storage == many.test.storage)
  }
}
