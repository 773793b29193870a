import CKernels

/// Points of many dimensions in the plane, neighbors beside neighbors: t-SNE (van der Maaten and Hinton 2008).
///
/// The points are first brought to at most 50 principal components. Affinities come from the 3 · perplexity nearest
/// neighbors, exact to 100,000 points and nearly so beyond, the repulsion from a quadtree (van der Maaten 2014) with theta = 0.5. As in scikit-learn, the descent starts
/// at the first two principal components, exaggerates affinities twelvefold for the first quarter, and has a rate of
/// N / 48, at least 50. The same points, options, build and machine give the same bits, whatever the number of threads.
public struct TSNE: Sendable, Equatable {
  /// The effective number of neighbors of a point; fewer than 3 · perplexity + 1 points lower it.
  public var perplexity: Double
  /// The number of steps.
  public var iterations: Int
  /// What decides the small random part of the start, which moves equal points apart.
  public var seed: UInt64

  /// Points in the plane.
  public struct Embedding: Sendable, Equatable {
    /// N × 2 numbers, row-major.
    public let points: [Float]
    /// KL(P ‖ Q) in nats.
    public let divergence: Double
    /// The perplexity used, less than asked for if there are few points.
    public let perplexity: Double
  }

  /// A projection with options.
  public init(perplexity: Double = 30, iterations: Int = 1000, seed: UInt64 = 0) {
    self.perplexity = perplexity
    self.iterations = iterations
    self.seed = seed
  }

  private static let exaggeration: Float = 12
  private static let theta: Float = 0.5
  private static let startSpread = 1e-4
  private static let reportEvery = 50
  /// More take so long that a person may want to stop sooner.
  private static let manyPoints = 10_000

  /// Brings points, row-major and N × `dimensions`, into the plane.
  ///
  /// `onProgress` is called about once a second while neighbors are looked for, every 50 steps, every fifth beyond
  /// 10,000 points, and at the end; when it gives false, ``ProjectionError/cancelled`` is thrown.
  public func embed(
    _ points: [Float], dimensions: Int, onProgress: (EmbeddingProgress) -> Bool = { _ in true }
  ) throws(ProjectionError) -> Embedding {
    try check()
    let coordinates = try PrincipalCoordinates(points, dimensions: dimensions), count = coordinates.count
    guard count > 1 else {
      return Embedding(points: [Float](repeating: 0, count: 2 * count), divergence: 0, perplexity: 1)
    }
    let perplexity = min(perplexity, max(1, Double(count - 1) / 3))
    let affinities = try Affinities(
      coordinates, neighbors: min(count - 1, Int(3 * perplexity)), perplexity: perplexity, seed: seed,
      watch: { onProgress(.neighbors($0)) })
    var places = coordinates.places(spread: Self.startSpread, seed: seed)
    let divergence = try descend(&places, affinities, onProgress)
    return Embedding(points: places, divergence: divergence, perplexity: perplexity)
  }

  private func check() throws(ProjectionError) {
    guard perplexity >= 1, perplexity <= 1e4 else {
      throw .option(name: "perplexity", value: perplexity, expected: "between 1 and 10,000")
    }
    guard iterations >= 1 else {
      throw .option(name: "iterations", value: Double(iterations), expected: "1 or more")
    }
  }

  /// Gradient descent; gives KL(P ‖ Q) at its end.
  private func descend(
    _ places: inout [Float], _ affinities: Affinities, _ onProgress: (EmbeddingProgress) -> Bool
  ) throws(ProjectionError) -> Double {
    let count = places.count / 2
    guard let embedding = gm_embedding_create(Int64(count), Self.theta) else { throw .memory }
    defer { gm_embedding_destroy(embedding) }
    var gradient = [Float](repeating: 0, count: places.count)
    let rate = max(Float(count) / Self.exaggeration / 4, 50)
    let early = min(250, iterations / 4)
    for iteration in 1...iterations {
      let isEarly = iteration <= early
      affinities.matrix.withKernelMatrix { p in
        _ = gm_embedding_gradient(embedding, p, isEarly ? Self.exaggeration : 1, places, &gradient)
      }
      gm_embedding_step(embedding, rate, isEarly ? 0.5 : 0.8, gradient, &places)
      if iteration == iterations { break }
      guard iteration % Self.reportEvery == 0 else {
        let isSlow = count > Self.manyPoints && iteration % 5 == 0
        if isSlow, !onProgress(.steps(iteration, of: iterations, divergence: nil)) { throw .cancelled }
        continue
      }
      let divergence = divergence(embedding, affinities, places, &gradient)
      guard onProgress(.steps(iteration, of: iterations, divergence: divergence)) else { throw .cancelled }
    }
    let divergence = divergence(embedding, affinities, places, &gradient)
    _ = onProgress(.steps(iterations, of: iterations, divergence: divergence))
    return divergence
  }

  private func divergence(
    _ embedding: OpaquePointer, _ affinities: Affinities, _ places: [Float], _ gradient: inout [Float]
  ) -> Double {
    affinities.matrix.withKernelMatrix { p in
      let sum = gm_embedding_gradient(embedding, p, 1, places, &gradient)
      return gm_embedding_divergence(embedding, p, sum, places)
    }
  }
}
