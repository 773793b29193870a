/// Which example and which of its values each number of an array is, in the order of the file.
struct ArrayLayout {
  /// How many examples there are.
  let count: Int
  /// The shape of each.
  let shape: ExampleShape
  private let sizes: [Int]
  private let strides: [Int]
  private let exampleAxis: Int
  private var index: [Int]
  /// Where the next number belongs.
  private(set) var example = 0
  private(set) var place = 0

  /// Tells the axes apart: N×D, N×H×W, N×H×W×C or N×C×H×W with one or three channels. Where both ends could be channels,
  /// the last is. N numbers alone are N examples of one value.
  /// - Returns: nil for another shape.
  init?(_ sizes: [Int], isFortran: Bool) {
    guard let count = sizes.first, count > 0, (1...4).contains(sizes.count), !sizes.contains(0) else { return nil }
    self.count = count
    var strides: [Int]
    switch sizes.count {
    case 1: (shape, strides) = (.vector(1), [0])
    case 2: (shape, strides) = (.vector(sizes[1]), [0, 1])
    case 3: (shape, strides) = (.image(height: sizes[1], width: sizes[2], channels: 1), [0, sizes[2], 1])
    case _ where [1, 3].contains(sizes[3]):
      shape = .image(height: sizes[1], width: sizes[2], channels: sizes[3])
      strides = [0, sizes[2], 1, sizes[1] * sizes[2]]
    case _ where [1, 3].contains(sizes[1]):
      shape = .image(height: sizes[2], width: sizes[3], channels: sizes[1])
      strides = [0, sizes[2] * sizes[3], sizes[3], 1]
    default: return nil
    }
    // From here on the axis that runs fastest comes first.
    self.sizes = isFortran ? sizes : sizes.reversed()
    self.strides = isFortran ? strides : strides.reversed()
    exampleAxis = isFortran ? 0 : sizes.count - 1
    index = [Int](repeating: 0, count: sizes.count)
  }

  /// Goes on to the next number.
  mutating func advance() {
    for axis in sizes.indices {
      index[axis] += 1
      place += strides[axis]
      if index[axis] < sizes[axis] { break }
      index[axis] = 0
      place -= strides[axis] * sizes[axis]
    }
    example = index[exampleAxis]
  }
}
