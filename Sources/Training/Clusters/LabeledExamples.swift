import Data
import Model

/// The training examples whose class is known. An example of class c belongs to component c, so that what begins with clusters of
/// its own gives these the numbers of the classes they have most examples of.
struct LabeledExamples {
  /// Each training example's class, negative where none is known.
  private let labels: [Int32]
  /// Which examples have a class.
  private let indices: [Int32]
  private let classes: Int

  init(of dataset: Dataset) {
    let labels = dataset.train.labels?.map(Int32.init) ?? Array(repeating: -1, count: dataset.train.count)
    self.labels = labels
    indices = labels.indices.filter { labels[$0] >= 0 }.map(Int32.init)
    classes = dataset.classes.count
  }

  /// The share of the training examples whose class is known.
  var share: Double { Double(indices.count) / Double(max(labels.count, 1)) }

  /// The classes of some examples.
  func classes(of examples: UnsafeBufferPointer<Int32>) -> [Int32] { examples.map { labels[Int($0)] } }

  /// As many of them as are asked for, evenly.
  func indices(most: Int) -> [Int32] {
    let count = min(indices.count, most)
    return (0..<count).map { indices[$0 * indices.count / count] }
  }

  /// Which of K clusters gets each number: that of a class by the one-to-one matching that agrees with the most examples, and the
  /// others after these.
  ///
  /// - Parameter clusters: those of the labeled `examples`.
  func order(of clusters: [Int], _ examples: [Int32], count: Int) -> [Int] {
    var counts = Array(repeating: Array(repeating: 0, count: count), count: classes)
    for (cluster, example) in zip(clusters, examples) { counts[Int(labels[Int(example)])][cluster] += 1 }
    return HungarianMatching(maximizing: counts).columns
  }
}
