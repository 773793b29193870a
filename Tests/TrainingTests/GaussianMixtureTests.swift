import Compute
import TestSupport
import Testing

@testable import Training

@Suite("Gaussian mixtures")
struct GaussianMixtureTests {
  /// What scikit-learn makes of some points (`Scripts/reference`).
  struct Reference: Decodable {
    struct Mixture: Decodable {
      let weights, means, variances: ReferenceArray
    }

    let steps: Int
    let points: ReferenceArray
    let start, after: Mixture
    let likelihood, best_likelihood: Double
  }

  private func known() throws -> (reference: Reference, points: [Float]) {
    let reference = try reference(Reference.self, "mixture.json")
    return (reference, reference.points.values.map(Float.init))
  }

  @Test("are those of scikit-learn after the same number of steps from the same start")
  func steps() throws {
    let (reference, points) = try known(), start = reference.start
    var mixture = GaussianMixture(
      weights: start.weights.values, means: start.means.values, variances: start.variances.values)
    let likelihood = try mixture.fit(points, steps: reference.steps, tolerance: -1)
    #expect(abs(likelihood - reference.likelihood) < 1e-7)
    for (found, expected) in [
      (mixture.weights, reference.after.weights), (mixture.means, reference.after.means),
      (mixture.variances, reference.after.variances),
    ] {
      #expect(zip(found, expected.values).allSatisfy { abs($0 - $1) < 1e-6 } && found.count == expected.values.count)
    }
  }

  @Test(
    "are as likely as the best of scikit-learn's 30 starts, whatever the seed", arguments: 1...5 as ClosedRange<UInt64>)
  func best(seed: UInt64) throws {
    let (reference, points) = try known()
    let mixture = try GaussianMixture(of: points, dimensions: 3, components: 4, seed: seed)
    #expect(abs(try mixture.expect(points).likelihood - reference.best_likelihood) < 1e-2)
    #expect(mixture == (try GaussianMixture(of: points, dimensions: 3, components: 4, seed: seed)))
  }

  @Test("are fitted to the same numbers by any number of threads")
  func threads() throws {
    let (_, points) = try known(), before = Engine.threads
    defer { Engine.threads = before }
    let fits = try [1, 2, 3].map { threads in
      Engine.threads = threads
      return try GaussianMixture(of: points, dimensions: 3, components: 4, seed: 1)
    }
    #expect(fits[0] == fits[1] && fits[0] == fits[2])
  }

  @Test("of fewer points than components, or of equal ones, have finite numbers")
  func few() throws {
    for points in [[1, 2, 3, 4], [Float](repeating: 5, count: 40)] as [[Float]] {
      let mixture = try GaussianMixture(of: points, dimensions: 2, components: 4, seed: 1)
      let numbers = mixture.weights + mixture.means + mixture.variances + [try mixture.expect(points).likelihood]
      #expect(numbers.allSatisfy { $0.isFinite })
    }
  }

  @Test("start far apart: k-means++ takes a point of each of some distant clusters")
  func centers() throws {
    let points = (0..<60).flatMap { [Float($0 % 3) * 100, Float($0 % 7)] }
    for seed in 1...20 as ClosedRange<UInt64> {
      var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.mixture.rawValue)
      let centers = try KMeansPlusPlus.centers(
        of: FittedPoints(points, dimensions: 2), count: 3, using: &generator)
      #expect(Set(centers.map { $0[0] }) == [0, 100, 200])
    }
  }
}
