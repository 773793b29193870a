import Language
import Plot
import Projection

/// Brings latent points into the plane, and keeps the last embedding of neighbors, which takes long.
final class Embedder {
  private let environment: SessionEnvironment
  /// The last t-SNE, and what it is of.
  private var embedded: (points: [Float], tsne: TSNE, embedding: TSNE.Embedding)?

  init(_ environment: SessionEnvironment) { self.environment = environment }

  /// How many examples t-SNE takes where nobody says.
  private static let mostNeighbors = 5000

  /// The examples that a figure of posterior means shows, at equal distances in their order.
  ///
  /// - Parameter asked: how many the person wants; nil if nothing is said.
  func shownExamples(_ asked: Int?, of count: Int, isNeighbors: Bool) -> [Int] {
    let shown = min(asked ?? (isNeighbors ? Self.mostNeighbors : count), count)
    if shown < count, asked == nil {
      environment.note("t-SNE shows \(shown) of \(count) examples; count=\(count) takes all, and longer")
    }
    return (0..<shown).map { $0 * count / shown }
  }

  /// Brings points, row-major and N × `dimensions`, into the plane as the command's `projection` says.
  ///
  /// - Parameter symbol: what a coordinate is called, such as x.
  func pointMap(
    _ points: [Float], dimensions: Int, symbol: String, seed: UInt64, _ call: Call
  ) throws -> PointMap {
    let projection = call[PosteriorKeys.projection(of: symbol)]
    if projection == .tsne { return try neighborMap(points, dimensions: dimensions, symbol: symbol, seed: seed, call) }
    if projection == .none, dimensions > 2 {
      throw CommandError(
        "\(symbol) has \(dimensions) dimensions and the plane two", argument: "projection",
        hint: "use projection=pca, which auto takes for you, or projection=tsne")
    }
    let plane = Plane(points, dimensions: dimensions, symbol: symbol, projected: projection == .pca)
    return PointMap(points, dimensions: dimensions, on: plane)
  }

  private func neighborMap(
    _ points: [Float], dimensions: Int, symbol: String, seed: UInt64, _ call: Call
  ) throws -> PointMap {
    let tsne = TSNE(perplexity: call[PosteriorKeys.perplexity], seed: seed)
    let embedding = try embedding(points, dimensions: dimensions, by: tsne)
    let perplexity = NumberText.short((10 * embedding.perplexity).rounded() / 10)
    return PointMap(
      neighbors: embedding.points,
      label: "t-SNE of \(symbol), \(points.count / dimensions) examples, perplexity \(perplexity)")
  }

  /// The last embedding is kept: drawing it in other colors takes no time.
  private func embedding(_ points: [Float], dimensions: Int, by tsne: TSNE) throws -> TSNE.Embedding {
    if let embedded, embedded.tsne == tsne, embedded.points == points { return embedded.embedding }
    defer { environment.progress(Progress(phase: .ended, title: "t-SNE", fraction: 1)) }
    environment.progress(Progress(phase: .began, title: "t-SNE", fraction: 0))
    do {
      let embedding = try tsne.embed(points, dimensions: dimensions) { progress in
        tell(progress)
        return !environment.isInterrupted()
      }
      embedded = (points, tsne, embedding)
      return embedding
    } catch ProjectionError.cancelled {
      throw Interrupted()
    } catch {
      throw CommandError("t-SNE: \(error)", argument: "projection", hint: "projection=pca draws what there is")
    }
  }

  private func tell(_ progress: TSNE.Progress) {
    environment.progress(
      Progress(
        phase: .advanced, title: "t-SNE step \(progress.iteration)/\(progress.iterations)",
        fraction: Double(progress.iteration) / Double(progress.iterations),
        values: [.init("KL", progress.divergence)]))
  }
}
