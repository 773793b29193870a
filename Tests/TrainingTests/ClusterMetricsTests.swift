import TestSupport
import Testing

@testable import Training

/// `metrics.json` holds what scikit-learn and SciPy computed.
@Suite("Cluster metrics")
struct ClusterMetricsTests {
  struct Document: Decodable {
    let cases: [Case]
  }

  struct Case: Decodable {
    let name: String
    let components: Int
    let labels: [Int]
    let assignments: [Int]
    let margins: [Double]
    let expected: [String: Double]
  }

  @Test("are those of scikit-learn and SciPy")
  func scikitLearn() throws {
    for example in try reference(Document.self, "metrics.json").cases { expectMetrics(of: example) }
  }

  private func expectMetrics(of example: Case) {
    let metrics = ClusterMetrics(
      labels: example.labels, assignments: example.assignments, margins: example.margins,
      components: example.components, classes: (example.labels.max() ?? 0) + 1)
    let found = [
      "prototype": metrics.prototype, "hungarian": metrics.hungarian, "purity": metrics.purity, "nmi": metrics.nmi,
      "ari": metrics.ari,
    ]
    for (name, value) in example.expected.sorted(by: { $0.key < $1.key }) {
      #expect(
        abs((found[name] ?? .nan) - value) < 1e-6, "\(example.name), \(name): \(found[name] ?? .nan), expected \(value)"
      )
    }
    #expect(metrics.used == Set(example.assignments).count)
  }
}
