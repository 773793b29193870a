import Bytes
import Compute

/// Which examples are for testing: of each class the same share, drawn by seed.
struct Split {
  /// For each example, whether it is for testing.
  let isTest: [Bool]
  let trainCount: Int
  let testCount: Int
  /// What a person should know about it.
  private(set) var notes: [String] = []

  /// Draws `share` of `count` examples; `codes` are their classes, where those are known, and -1 for examples without.
  ///
  /// The number to test on is shared out among the classes by largest remainder, so that small classes have their part. A
  /// class of one example, and examples without a class, are for training; if no class has two, labels play no part.
  /// - Throws: `DataError` if no example would be left for one of the parts.
  init(count: Int, codes: [Int32]?, share: Double, seed: UInt64, path: String) throws(DataError) {
    var codes = share > 0 ? codes : nil
    var sizes = Self.sizes(codes, count)
    if codes != nil, !sizes.contains(where: { $0 > 1 }) {
      notes.append("no label is met twice, so the share to test on is drawn from all rows alike")
      (codes, sizes) = (nil, [count])
    }
    // The arcs take streams 0 and 1 of this purpose.
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.data.rawValue, epoch: 2)
    var (left, needed) = (sizes, Self.quotas(sizes, share))
    // Selection sampling (Knuth, The Art of Computer Programming, 3.4.2, algorithm S), class by class.
    isTest = (0..<count).map { index in
      let code = Int(codes?[index] ?? 0)
      guard code >= 0 else { return false }
      let isChosen = generator.uniform() * Double(left[code]) < Double(needed[code])
      left[code] -= 1
      if isChosen { needed[code] -= 1 }
      return isChosen
    }
    testCount = isTest.count { $0 }
    trainCount = count - testCount
    guard testCount > 0 || share <= 0, trainCount > 0 else {
      throw DataError(
        "\(path): of its \(count.counted("example")) none would be left to \(testCount == 0 ? "test" : "train") on",
        hint: "train on all with test=0")
    }
  }

  /// What the share is drawn from alike: the labels, the batches, or each label in each batch.
  static func strata(labels: [Int32]?, batches: [Int32]?) -> [Int32]? {
    guard let labels, let batches else { return labels ?? batches }
    let count = (batches.max() ?? 0) + 1
    return zip(labels, batches).map { $0 < 0 ? $0 : $0 * count + $1 }
  }

  /// All examples for training.
  init(trainingOn count: Int) {
    isTest = [Bool](repeating: false, count: count)
    (trainCount, testCount) = (count, 0)
  }

  private static func sizes(_ codes: [Int32]?, _ count: Int) -> [Int] {
    guard let codes else { return [count] }
    var sizes = [Int](repeating: 0, count: Int(codes.max() ?? 0) + 1)
    for code in codes where code >= 0 { sizes[Int(code)] += 1 }
    return sizes
  }

  /// How many of each class are for testing: at least one and not all examples, by largest remainder.
  private static func quotas(_ sizes: [Int], _ share: Double) -> [Int] {
    guard share > 0 else { return sizes.map { _ in 0 } }
    // A class keeps one example to train on.
    let most = sizes.map { max($0 - 1, 0) }
    let labeled = sizes.reduce(0, +)
    let total = min(max(Int((Double(labeled) * share).rounded()), 1), most.reduce(0, +))
    var quotas = zip(sizes, most).map { size, most in min(Int(Double(size) * share), most) }
    // The largest remainder first, and the larger class of two alike.
    let order = sizes.indices.filter { quotas[$0] < most[$0] }.sorted { first, second in
      let (a, b) = (Double(sizes[first]) * share, Double(sizes[second]) * share)
      let (rest, other) = (a - a.rounded(.down), b - b.rounded(.down))
      return (rest, sizes[first], second) > (other, sizes[second], first)
    }
    var missing = total - quotas.reduce(0, +)
    while missing > 0 {
      let before = missing
      for index in order where missing > 0 && quotas[index] < most[index] {
        quotas[index] += 1
        missing -= 1
      }
      if missing == before { break }
    }
    return quotas
  }

  /// For each example its row among those to train on, or the complement of its row among those to test on.
  var rows: [Int32] {
    var (train, test): (Int32, Int32) = (0, 0)
    return isTest.map { isTest in
      defer { if isTest { test += 1 } else { train += 1 } }
      return isTest ? ~test : train
    }
  }

  /// What belongs to the training examples, and what to the test examples.
  func parts<Value>(_ values: [Value]) -> (train: [Value], test: [Value]) {
    guard !values.isEmpty else { return ([], []) }
    var (train, test): ([Value], [Value]) = ([], [])
    train.reserveCapacity(trainCount)
    test.reserveCapacity(testCount)
    for (index, value) in values.enumerated() {
      if isTest[index] { test.append(value) } else { train.append(value) }
    }
    return (train, test)
  }
}
