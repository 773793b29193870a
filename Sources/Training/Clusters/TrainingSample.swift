import Clustering
import Data
import Model

#if canImport(Glibc)
  import Glibc
#endif

/// Training examples at even distances, as many as suffice.
public struct TrainingSample {
  private let dataset: Dataset
  private let indices: [Int32]
  private let logarithms: Bool

  /// Takes all of the examples, or `most` of them; `logarithms` says that ln(1 + y) is compared.
  public init(of dataset: Dataset, most: Int = .max, logarithms: Bool = false) {
    self.logarithms = logarithms
    let all = dataset.train.count, count = min(all, most)
    self.dataset = dataset
    indices = (0..<count).map { Int32($0 * all / count) }
  }

  /// Takes the examples of these numbers.
  init(of dataset: Dataset, _ indices: [Int32]) {
    (self.dataset, self.indices, logarithms) = (dataset, indices, false)
  }

  /// How many there are.
  public var count: Int { indices.count }

  /// Reads ranges of them into a pass.
  public var reader: Inference.ExampleReader {
    { range, destination in
      indices[range].withUnsafeBufferPointer { dataset.train.gather($0, into: destination.pointer) }
    }
  }

  /// Their values on comparable axes. Columns of a table are first brought back to their own units, so that it does not
  /// matter to neighbors how it was scaled; what batches add is taken out, as it stands beside so many clusters.
  func scaled(clusters: Int, seed: UInt64) -> FeatureScaling {
    let size = dataset.train.shape.count
    var points = [Float](repeating: 0, count: count * size)
    indices.withUnsafeBufferPointer { indices in
      points.withUnsafeMutableBufferPointer {
        if let start = $0.baseAddress { dataset.train.gather(indices, into: start) }
      }
    }
    if let units, units.count == size {
      for place in points.indices { points[place] = Float(Double(points[place]) * units[place % size]) }
    }
    if logarithms { for place in points.indices { points[place] = log1p(points[place]) } }
    guard let batches = dataset.train.batches else { return FeatureScaling(points, dimensions: size) }
    let codes = indices.map { batches.codes[Int($0)] }
    // The means first, for what batches add must not decide how columns are scaled.
    let number = batches.names.count
    points = FeatureScaling.centered(points, dimensions: size, batches: codes, count: number)
    return FeatureScaling(points, dimensions: size)
      .without(batches: codes, count: number, clusters: clusters, seed: seed)
  }

  /// What a value of each column is multiplied with to be in its own unit again.
  private var units: [Double]? {
    dataset.columns?.flatMap { column in
      let factor = column.scale.factor
      return [Double](repeating: factor > 0 ? 1 / factor : 1, count: column.width)
    }
  }
}
