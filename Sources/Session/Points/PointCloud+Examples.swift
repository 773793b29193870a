import Data
import Language
import Plot

/// What a page knows of the examples themselves.
extension PointCloud {
  /// How large a page may become.
  struct Room {
    /// The most points, bytes of their pictures, and numbers in their columns.
    let points: Int, pictures: Int, numbers: Int

    /// In a page of its own: 70,000 digits of MNIST with their pictures are less than 20 MB of letters.
    static let page = Room(points: mostPoints, pictures: 12_000_000, numbers: 2_000_000)
    /// In an output of Jupyter, which is kept in the notebook.
    static let cell = Room(points: 5000, pictures: 700_000, numbers: 100_000)
  }

  /// The points with their examples' ids, columns and pictures, as far as there is room.
  func completed(with dataset: Dataset, in room: Room = .page) throws -> PointCloud {
    let examples = share.examples(of: dataset)
    var cloud = thinned(to: room.points)
    cloud.ids = examples.ids.map { ids in cloud.example.map { ids[Int($0)] } }
    if case .image = examples.shape {
      cloud.sprite = try Sprite(examples, cloud.example.map { Int($0) }, mostBytes: room.pictures)
    } else {
      cloud.columns = cloud.columns(examples, ExampleUnits(dataset.columns, size: examples.shape.count), room)
    }
    return cloud
  }

  /// The examples' numbers, column by column. If there are too many columns, the ones are kept that differ most between the
  /// components, in their order.
  private func columns(_ examples: Examples, _ units: ExampleUnits, _ room: Room) -> [Column] {
    let most = room.numbers / max(1, count), size = units.names.count
    guard most > 0, count > 0 else { return [] }
    let places = size <= most ? Array(0..<size) : tellingPlaces(examples, most)
    var columns = places.map { Column(name: units.names[$0], values: []) }
    for example in example.map({ Int($0) }) {
      let values = examples.example(example)
      for (column, place) in places.enumerated() {
        let isMissing = examples.missing.map { $0[example * size + place] != 0 } ?? false
        columns[column].values.append(isMissing ? .nan : Float(units.original(values[place], at: place)))
      }
    }
    return columns
  }

  /// The places of the numbers whose means differ most between the components, by their variance as a share of all.
  private func tellingPlaces(_ examples: Examples, _ most: Int) -> [Int] {
    let size = examples.shape.count, named = likeliest.count / count
    var counts = [Double](repeating: 0, count: max(1, names.count))
    var sums = counts.map { _ in [Double](repeating: 0, count: size) }
    var squares = [Double](repeating: 0, count: size)
    for (point, example) in example.enumerated() {
      let component = Int(likeliest[point * named])
      counts[component] += 1
      for (place, value) in examples.example(Int(example)).enumerated() {
        sums[component][place] += Double(value)
        squares[place] += Double(value) * Double(value)
      }
    }
    let shares = (0..<size).map { place -> Double in
      let mean = sums.reduce(0) { $0 + $1[place] } / Double(count)
      let whole = squares[place] / Double(count) - mean * mean
      let between = zip(sums, counts).reduce(0) { $0 + ($1.1 > 0 ? $1.0[place] * $1.0[place] / $1.1 : 0) }
      return whole > 1e-12 ? (between / Double(count) - mean * mean) / whole : 0
    }
    return (0..<size).sorted { (shares[$1], $0) < (shares[$0], $1) }.prefix(most).sorted()
  }
}
