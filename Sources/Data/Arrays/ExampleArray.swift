/// An array that holds a value for each place of each example.
protocol ExampleArray {
  /// How errors name it.
  var name: String { get }

  /// How many examples there are, and the shape of each.
  func extent() throws(DataError) -> (count: Int, shape: ExampleShape)

  /// The values of the examples in the parts that a split tells.
  func storage(_ split: Split) throws(DataError) -> (train: Examples.Storage, test: Examples.Storage)

  /// The values in double precision, row by row.
  func rows() throws(DataError) -> NumberRows
}

/// A matrix of which only the values that are not 0 are stored, by rows or by columns.
struct SparseArray: ExampleArray {
  let name: String
  let count: Int
  let width: Int
  /// Whether `indices` are rows and `starts` tells the columns apart.
  let isByColumn: Bool
  private let values: [Float]
  private let indices: [Int32]
  private let starts: [Int]

  /// Checks that every value has a place.
  init(
    _ name: String, count: Int, width: Int, isByColumn: Bool, values: [Double], indices: [Double], starts: [Double]
  ) throws(DataError) {
    (self.name, self.count, self.width, self.isByColumn) = (name, count, width, isByColumn)
    self.values = values.map { Float($0) }
    let (outer, inner) = isByColumn ? (width, count) : (count, width)
    self.starts = starts.compactMap { Int(exactly: $0) }
    self.indices = indices.compactMap { Int32(exactly: $0) }
    let isSorted = zip(self.starts, self.starts.dropFirst()).allSatisfy { $0 <= $1 }
    guard count > 0, width > 0, self.starts.count == outer + 1, starts.count == outer + 1, isSorted,
      self.starts.first == 0, self.starts.last == values.count, self.indices.count == values.count,
      self.indices.allSatisfy({ $0 >= 0 && $0 < inner })
    else {
      throw DataError(
        "\(name): its sparse matrix of \(count) × \(width) is damaged", hint: "save it anew with scipy.sparse.save_npz")
    }
    guard self.values.allSatisfy(\.isFinite) else {
      throw DataError("\(name): a value is not finite in float32", hint: "replace it before saving")
    }
    guard let bytes = Extent(sizes: [count, width, 4]).product, bytes <= Extent.freeMemory else {
      throw DataError(
        "\(name): \(count) × \(width) numbers exceed the free memory",
        hint: "keep fewer columns, such as the 2,000 that vary most")
    }
  }

  private init(_ other: SparseArray, width: Int, values: [Float], indices: [Int32], starts: [Int]) {
    (name, count, isByColumn) = (other.name, other.count, other.isByColumn)
    (self.width, self.values, self.indices, self.starts) = (width, values, indices, starts)
  }

  /// The columns at some places, in their order.
  func keeping(_ columns: [Int]) -> SparseArray {
    var (values, indices, starts): ([Float], [Int32], [Int]) = ([], [], [0])
    if isByColumn {
      for column in columns {
        values += self.values[self.starts[column]..<self.starts[column + 1]]
        indices += self.indices[self.starts[column]..<self.starts[column + 1]]
        starts.append(values.count)
      }
    } else {
      var places = [Int32](repeating: -1, count: width)
      for (place, column) in columns.enumerated() { places[column] = Int32(place) }
      for row in 0..<count {
        for stored in self.starts[row]..<self.starts[row + 1] where places[Int(self.indices[stored])] >= 0 {
          values.append(self.values[stored])
          indices.append(places[Int(self.indices[stored])])
        }
        starts.append(values.count)
      }
    }
    return SparseArray(self, width: columns.count, values: values, indices: indices, starts: starts)
  }

  func extent() throws(DataError) -> (count: Int, shape: ExampleShape) { (count, .vector(width)) }

  func storage(_ split: Split) throws(DataError) -> (train: Examples.Storage, test: Examples.Storage) {
    var train = [Float](repeating: 0, count: split.trainCount * width)
    var test = [Float](repeating: 0, count: split.testCount * width)
    let rows = split.rows
    forEach { row, column, value in
      let place = Int(rows[row])
      if place >= 0 { train[place * width + column] += value } else { test[~place * width + column] += value }
    }
    return (.floats(train), .floats(test))
  }

  func rows() throws(DataError) -> NumberRows {
    guard let bytes = Extent(sizes: [count, width, 12]).product, bytes <= Extent.freeMemory else {
      throw DataError("\(name): scaling its numbers takes more than the free memory", hint: "keep fewer columns")
    }
    var rows = NumberRows(width: width, count: count)
    forEach { rows[$0, $1] += Double($2) }
    return rows
  }

  /// Gives each stored value with its row and column; those of one place add up, as in scipy.
  private func forEach(_ body: (Int, Int, Float) -> Void) {
    for outer in 0..<starts.count - 1 {
      for place in starts[outer]..<starts[outer + 1] {
        let inner = Int(indices[place])
        body(isByColumn ? inner : outer, isByColumn ? outer : inner, values[place])
      }
    }
  }
}
