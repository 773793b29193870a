import Data
import Language
import Plot
import Projection

/// Brings points into the plane, and keeps the last embedding of neighbors, which takes long.
final class Embedder {
  private let environment: SessionEnvironment
  /// The last t-SNE or UMAP, and what it is of.
  private var embedded: (points: [Float], method: NeighborMap, map: (places: [Float], label: String))?

  init(_ environment: SessionEnvironment) { self.environment = environment }

  /// How many examples t-SNE takes where nobody says.
  private static let mostPoints = 20_000

  /// The examples that a figure of points shows, at equal distances in their order.
  ///
  /// - Parameter asked: how many the person wants; nil if nothing is said.
  func shownExamples(_ asked: Int?, of count: Int, by projection: PlaneProjection) -> [Int] {
    let shown = min(asked ?? (projection == .tsne ? Self.mostPoints : count), count)
    if shown < count, asked == nil {
      environment.note("t-SNE shows \(shown) of \(count) examples; count=\(count) takes all, and longer")
    }
    return (0..<shown).map { $0 * count / shown }
  }

  /// Brings points, row-major and N × `dimensions`, into the plane.
  ///
  /// - Parameters:
  ///   - projection: as the command's `projection` says.
  ///   - symbol: what a coordinate is called, such as x.
  ///   - units: what the coordinates are, if they are a table's columns.
  func pointMap(
    _ points: [Float], dimensions: Int, by projection: PlaneProjection, symbol: String, units: ExampleUnits? = nil,
    seed: UInt64, _ call: Call
  ) throws -> PointMap {
    if let method = NeighborMap(projection, seed: seed, call) {
      let map = try embedding(points, dimensions: dimensions, by: method)
      let label = "\(method.name) of \(symbol), \(points.count / dimensions) examples, \(map.label)"
      return PointMap(neighbors: map.places, label: label)
    }
    if projection == .none, dimensions > 2 {
      throw CommandError(
        "\(symbol) has \(dimensions) dimensions and the plane two", argument: "projection",
        hint: "use projection=pca, which auto takes for you, or projection=tsne or umap")
    }
    let plane = Plane(points, dimensions: dimensions, symbol: symbol, projected: projection == .pca, units: units)
    return PointMap(points, dimensions: dimensions, on: plane)
  }

  /// The last embedding is kept: drawing it in other colors takes no time.
  private func embedding(
    _ points: [Float], dimensions: Int, by method: NeighborMap
  ) throws -> (places: [Float], label: String) {
    if let embedded, embedded.method == method, embedded.points == points { return embedded.map }
    defer { environment.progress(Progress(phase: .ended, title: method.name, fraction: 1)) }
    environment.progress(Progress(phase: .began, title: method.name, fraction: 0))
    do {
      let map = try method.embed(points, dimensions: dimensions) { progress in
        tell(progress, of: method)
        return !environment.isInterrupted()
      }
      embedded = (points, method, map)
      return map
    } catch ProjectionError.cancelled {
      throw Interrupted()
    } catch {
      throw CommandError("\(method.name): \(error)", argument: "projection", hint: "projection=pca draws what there is")
    }
  }

  private func tell(_ progress: EmbeddingProgress, of method: NeighborMap) {
    switch progress {
    case .neighbors(let done):
      environment.progress(Progress(phase: .advanced, title: "\(method.name) neighbors", fraction: done))
    case .steps(let step, let steps, let divergence):
      environment.progress(
        Progress(
          phase: .advanced, title: "\(method.name) step \(step)/\(steps)", fraction: Double(step) / Double(steps),
          values: divergence.map { [.init("KL", $0)] } ?? []))
    }
  }
}

/// What brings points into the plane so that neighbors stay together.
private enum NeighborMap: Equatable {
  case tsne(TSNE), umap(UMAP)

  /// What a command asks for; nil if it is no such thing.
  init?(_ projection: PlaneProjection, seed: UInt64, _ call: Call) {
    switch projection {
    case .tsne: self = .tsne(TSNE(perplexity: call[ProjectionKeys.perplexity], seed: seed))
    case .umap:
      self = .umap(
        UMAP(neighbors: call[ProjectionKeys.neighbors], distance: call[ProjectionKeys.distance], seed: seed))
    default: return nil
    }
  }

  var name: String { if case .tsne = self { "t-SNE" } else { "UMAP" } }

  /// Places, N × 2, and what they were made by.
  func embed(
    _ points: [Float], dimensions: Int, _ onProgress: (EmbeddingProgress) -> Bool
  ) throws(ProjectionError) -> (places: [Float], label: String) {
    switch self {
    case .tsne(let tsne):
      let embedding = try tsne.embed(points, dimensions: dimensions, onProgress: onProgress)
      return (embedding.points, "perplexity \(NumberText.short((10 * embedding.perplexity).rounded() / 10))")
    case .umap(let umap):
      let places = try umap.embed(points, dimensions: dimensions, onProgress: onProgress)
      return (places, "\(min(umap.neighbors, places.count / 2)) neighbors")
    }
  }
}
