import Bytes
import Compute
import Foundation
import Testing

/// Measured only where GMVAE_LAYERS is set, on a quiet machine: GMVAE_LAYERS=1 swift test --filter SlowCaseTimes
@Suite("Layers that oneDNN runs slowly by itself", .serialized)
struct SlowCaseTimes {
  private static let isAsked = ProcessInfo.processInfo.environment["GMVAE_LAYERS"] != nil

  private static let deconvolutions: [(name: String, layer: PlainConvolution)] = [
    ("mnist, 16 to 1 channel", .init(16, 1, kernel: 6, size: (23, 23), transposed: true, batch: 100)),
    (
      "svhn, 64 to 3 channels",
      .init(64, 3, kernel: 4, stride: 2, padding: 1, size: (16, 16), transposed: true, batch: 128)
    ),
    (
      "svhn Gaussian, 64 to 6 channels",
      .init(64, 6, kernel: 4, stride: 2, padding: 1, size: (16, 16), transposed: true, batch: 128)
    ),
  ]

  @Test("as they are and as they run here", .enabled(if: isAsked, "measured only where GMVAE_LAYERS is set"))
  func times() throws {
    print("| layer | way | forward ms | backward ms |\n|---|---|---:|---:|")
    for (name, plain) in Self.deconvolutions {
      for isByColumns in [false, true] {
        let planned = try PlannedConvolution(
          plain, .init(order: .channelsBlocked, isByColumns: isByColumns), engine: Engine())
        try tell(name, isByColumns ? "product and sum" : "oneDNN's deconvolution", planned.map)
      }
    }
    let engine = try Engine()
    let matrix = PlainDense(rows: 100, inputs: 5184, outputs: 500, biased: true)
    for weights in DenseMapTests.Case.Weights.allCases where weights != .plain {
      let planned = try PlannedDense(
        matrix, .init(rows: 100, inputs: 5184, outputs: 500, weights: weights), engine: engine)
      try tell("mnist, 5184 to 500", "\(weights)", planned.product)
    }
  }

  private func tell(_ name: String, _ way: String, _ map: any PlannedMap) throws {
    let forward = try milliseconds { try map.forward() }, backward = try milliseconds { try map.backward() }
    print("| \(name) | \(way) | \(String(format: "%.2f | %.2f |", forward, backward))")
    #expect(forward > 0 && backward > 0)
  }

  /// The least of some runs.
  private func milliseconds(_ run: () throws -> Void) throws -> Double {
    try (0..<30).map { _ in
      let start = Clock.now
      try run()
      return 1e3 * (Clock.now - start)
    }.min() ?? 0
  }
}
