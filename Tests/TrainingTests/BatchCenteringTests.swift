import Data
import Testing

@testable import Training

@Suite("Examples of several batches")
struct BatchCenteringTests {
  @Test("are compared without what their batches add, so that rows of one kind are neighbors in all")
  func centered() throws {
    // Kinds at 0 and 4, two plates 100 apart; columns differ in their spread alone.
    let values: [Float] = (0..<24).flatMap { row -> [Float] in
      let kind = Float(row % 2 * 4), plate = Float(row % 4 / 2 * 100), noise = Float(row % 3) * 0.1
      return [kind + plate + noise, 2 * kind - plate + noise]
    }
    let codes = (0..<24).map { Int32($0 % 4 / 2) }
    func scaled(_ batches: Batches?) -> [Float] {
      let examples = Examples(shape: .vector(2), storage: .floats(values), batches: batches)
      let dataset = Dataset(name: "t", train: examples, test: examples, classes: [])
      return Array(TrainingSample(of: dataset).scaled(clusters: 2, seed: 1).points)
    }
    func distance(_ points: [Float], _ a: Int, _ b: Int) -> Float {
      abs(points[2 * a] - points[2 * b]) + abs(points[2 * a + 1] - points[2 * b + 1])
    }
    let told = scaled(Batches(title: "plate", names: ["P", "Q"], codes: codes)), untold = scaled(nil)
    // Rows 0 and 2 are of one kind on two plates, rows 0 and 1 of two kinds on one.
    #expect(distance(told, 0, 2) < 0.3 * distance(told, 0, 1))
    #expect(distance(untold, 0, 2) > distance(untold, 0, 1))
  }
}
