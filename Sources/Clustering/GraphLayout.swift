import CKernels
import Compute

/// Places for a graph's points in a few dimensions, neighbors beside neighbors: UMAP's layout (McInnes et al. 2018).
///
/// 400 epochs, the rate falling linearly from 1; the forces stand with the kernel. It is one thread's work, so that the
/// places depend on graph, seed and start only.
public struct GraphLayout: Sendable, Equatable {
  /// The start: eigenvectors of the graph, or anywhere.
  public enum Start: Sendable, Equatable {
    case spectral, uniform
  }

  /// Dimensions of the places.
  public var dimensions: Int
  /// Where it begins.
  public var start: Start
  /// What decides the draws.
  public var seed: UInt64
  /// How often each point moves.
  public var epochs = 400

  /// The curve 1/(1 + a·d^2b) of a least distance near 0.
  private static let curve: (a: Float, b: Float) = (1.93, 0.79)

  /// A layout of so many dimensions.
  public init(dimensions: Int, start: Start, seed: UInt64) {
    self.dimensions = dimensions
    self.start = start
    self.seed = seed
  }

  /// The places, N × `dimensions`; nil when `isCancelled` says so between two epochs.
  func places(of graph: NeighborGraph, isCancelled: () -> Bool = { false }) -> [Float]? {
    var points = began(graph)
    let layout = gm_layout(a: Self.curve.a, b: Self.curve.b, seed: seed, purpose: RandomPurpose.layout.rawValue)
    let isDone = withUnsafePointer(to: layout) { layout in
      graph.matrix.withKernelMatrix(graph.cumulative) { matrix in
        for epoch in 0..<epochs {
          if isCancelled() { return false }
          let rate = 1 - Float(epoch) / Float(epochs)
          gm_layout_epoch(layout, matrix, Int64(dimensions), UInt32(epoch + 2), rate, &points)
        }
        return true
      }
    }
    return isDone ? points : nil
  }

  private func began(_ graph: NeighborGraph) -> [Float] {
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.layout.rawValue)
    switch start {
    case .uniform:
      return (0..<graph.count * dimensions).map { _ in Float(20 * generator.uniform() - 10) }
    case .spectral:
      var points = SpectralAxes.coordinates(of: graph, count: dimensions, seed: seed)
      for i in points.indices { points[i] += Float(0.01 * generator.normal()) }
      return points
    }
  }
}
