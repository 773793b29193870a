import CKernels
import Compute

/// Points of many dimensions in the plane, neighbors beside neighbors: t-SNE (van der Maaten and Hinton 2008).
///
/// The points are first brought to at most 50 principal components. Affinities come from the exact 3 · perplexity nearest
/// neighbors, the repulsion from a quadtree (van der Maaten 2014) with theta = 0.5. As in scikit-learn, the descent starts
/// at the first two principal components, exaggerates affinities twelvefold for the first quarter, and has a rate of
/// N / 48, at least 50. The same points, options, build and machine give the same bits, whatever the number of threads.
public struct TSNE: Sendable, Equatable {
  /// The effective number of neighbors of a point; fewer than 3 · perplexity + 1 points lower it.
  public var perplexity: Double
  /// The number of steps.
  public var iterations: Int
  /// What decides the small random part of the start, which moves equal points apart.
  public var seed: UInt64

  /// How far a projection has come.
  public struct Progress: Sendable, Equatable {
    /// The steps done.
    public let iteration: Int
    /// The steps in all.
    public let iterations: Int
    /// KL(P ‖ Q) in nats, without exaggeration.
    public let divergence: Double
  }

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

  private static let mostDimensions = 50
  private static let exaggeration: Float = 12
  private static let theta: Float = 0.5
  private static let startSpread = 1e-4
  private static let reportEvery = 50

  /// Brings points, row-major and N × `dimensions`, into the plane.
  ///
  /// `onProgress` is called every 50 steps and at the end; when it gives false, ``ProjectionError/cancelled`` is thrown.
  public func embed(
    _ points: [Float], dimensions: Int, onProgress: (Progress) -> Bool = { _ in true }
  ) throws(ProjectionError) -> Embedding {
    try check(points, dimensions)
    let count = points.count / dimensions
    guard count > 1 else {
      return Embedding(points: [Float](repeating: 0, count: 2 * count), divergence: 0, perplexity: 1)
    }
    let coordinates = try principalCoordinates(points, dimensions)
    let perplexity = min(perplexity, max(1, Double(count - 1) / 3))
    let affinities = try Affinities(
      coordinates, dimensions: coordinates.count / count, neighbors: min(count - 1, Int(3 * perplexity)),
      perplexity: perplexity)
    var places = start(coordinates, count: count)
    let divergence = try descend(&places, affinities, onProgress)
    return Embedding(points: places, divergence: divergence, perplexity: perplexity)
  }

  private func check(_ points: [Float], _ dimensions: Int) throws(ProjectionError) {
    guard dimensions > 0, points.count % dimensions == 0, points.count / dimensions <= Int(Int32.max) / 4 else {
      throw .shape(count: points.count, dimensions: dimensions)
    }
    guard perplexity >= 1, perplexity <= 1e4 else {
      throw .option(name: "perplexity", value: perplexity, expected: "between 1 and 10,000")
    }
    guard iterations >= 1 else {
      throw .option(name: "iterations", value: Double(iterations), expected: "1 or more")
    }
    if let place = points.firstIndex(where: { !$0.isFinite }) { throw .notFinite(point: place / dimensions) }
  }

  /// At most 50 principal components, divided by the largest of all numbers.
  private func principalCoordinates(_ points: [Float], _ dimensions: Int) throws(ProjectionError) -> [Float] {
    let kept = min(dimensions, Self.mostDimensions)
    guard let components = PrincipalComponents(points, dimensions: dimensions, count: kept) else { throw .noAxes }
    let projected = components.projectAll(points)
    let largest = projected.reduce(0) { max($0, $1.magnitude) }
    guard largest.isFinite else { throw .noAxes }
    return projected.map { Float(largest > 0 ? $0 / largest : 0) }
  }

  /// The first two principal components with a standard deviation of 1e-4, and a hundredth of that at random; all of it at
  /// random where points are equal.
  private func start(_ coordinates: [Float], count: Int) -> [Float] {
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.projection.rawValue, epoch: 0)
    let dimensions = coordinates.count / count
    let squares = (0..<count).reduce(0.0) {
      $0 + Double(coordinates[$1 * dimensions]) * Double(coordinates[$1 * dimensions])
    }
    let deviation = (squares / Double(count)).squareRoot()
    return (0..<2 * count).map { element in
      let axis = element % 2
      let coordinate = axis < dimensions ? Double(coordinates[element / 2 * dimensions + axis]) : 0
      let place = deviation > 0 ? coordinate / deviation : 0
      return Float(Self.startSpread * (place + generator.normal() * (deviation > 0 ? 0.01 : 1)))
    }
  }

  /// Gradient descent; gives KL(P ‖ Q) at its end.
  private func descend(
    _ places: inout [Float], _ affinities: Affinities, _ onProgress: (Progress) -> Bool
  ) throws(ProjectionError) -> Double {
    let count = places.count / 2
    guard let embedding = gm_embedding_create(Int64(count), Self.theta) else { throw .memory }
    defer { gm_embedding_destroy(embedding) }
    var gradient = [Float](repeating: 0, count: places.count)
    let rate = max(Float(count) / Self.exaggeration / 4, 50)
    let early = min(250, iterations / 4)
    for iteration in 1...iterations {
      let isEarly = iteration <= early
      affinities.withKernelMatrix { p in
        withUnsafePointer(to: p) { p in
          _ = gm_embedding_gradient(embedding, p, isEarly ? Self.exaggeration : 1, places, &gradient)
        }
      }
      gm_embedding_step(embedding, rate, isEarly ? 0.5 : 0.8, gradient, &places)
      guard iteration % Self.reportEvery == 0 && iteration < iterations else { continue }
      let divergence = divergence(embedding, affinities, places, &gradient)
      let progress = Progress(iteration: iteration, iterations: iterations, divergence: divergence)
      guard onProgress(progress) else { throw .cancelled }
    }
    let divergence = divergence(embedding, affinities, places, &gradient)
    _ = onProgress(Progress(iteration: iterations, iterations: iterations, divergence: divergence))
    return divergence
  }

  private func divergence(
    _ embedding: OpaquePointer, _ affinities: Affinities, _ places: [Float], _ gradient: inout [Float]
  ) -> Double {
    affinities.withKernelMatrix { p in
      withUnsafePointer(to: p) { p in
        let sum = gm_embedding_gradient(embedding, p, 1, places, &gradient)
        return gm_embedding_divergence(embedding, p, sum, places)
      }
    }
  }
}
