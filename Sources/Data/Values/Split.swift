import Compute

/// Which examples are for testing: of each class the same share, drawn by seed.
struct Split {
  /// For each example, whether it is for testing.
  let isTest: [Bool]
  let trainCount: Int
  let testCount: Int

  /// Draws `share` of `count` examples; `codes` are their classes, where those are known.
  /// - Throws: `DataError` where no example would be left for one of the parts.
  init(count: Int, codes: [Int32]?, share: Double, seed: UInt64, path: String) throws(DataError) {
    var left = [Int](repeating: 0, count: Int(codes?.max() ?? 0) + 1)
    for index in 0..<count { left[Int(codes?[index] ?? 0)] += 1 }
    var needed = left.map { Int((Double($0) * share).rounded()) }
    // The arcs take streams 0 and 1 of this purpose.
    var generator = CounterGenerator(seed: seed, purpose: RandomPurpose.data.rawValue, epoch: 2)
    // Selection sampling (Knuth, The Art of Computer Programming, 3.4.2, algorithm S), class by class.
    isTest = (0..<count).map { index in
      let code = Int(codes?[index] ?? 0)
      let isChosen = generator.uniform() * Double(left[code]) < Double(needed[code])
      left[code] -= 1
      if isChosen { needed[code] -= 1 }
      return isChosen
    }
    testCount = isTest.count { $0 }
    trainCount = count - testCount
    guard testCount > 0, trainCount > 0 else {
      let part = testCount == 0 ? "test" : "train"
      throw DataError(
        "\(path): of its \(count) examples none would be left to \(part) on", hint: "give another share with test=…")
    }
  }

  /// All examples for training.
  init(trainingOn count: Int) {
    isTest = [Bool](repeating: false, count: count)
    (trainCount, testCount) = (count, 0)
  }

  /// What belongs to the training examples, and what to the test examples.
  func parts<Value>(_ values: [Value]) -> (train: [Value], test: [Value]) {
    var (train, test): ([Value], [Value]) = ([], [])
    train.reserveCapacity(trainCount)
    test.reserveCapacity(testCount)
    for (index, value) in values.enumerated() {
      if isTest[index] { test.append(value) } else { train.append(value) }
    }
    return (train, test)
  }
}
