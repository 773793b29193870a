import Data
import Language
import Plot

/// The points of a scatter and what is known of each, kept beside the picture of a notebook: its page shows them one by
/// one, as Sources/Publishing/Resources/points.js reads them. A list has one number, or more, for each point.
struct PointCloud: Equatable {
  /// The most points that a page shows.
  static let mostPoints = 1_000_000
  /// Of more points than this a page knows the likeliest component alone.
  private static let manyPoints = 200_000

  /// How many components are named for each of so many points, the likeliest first.
  static func namedComponents(_ count: Int, of components: Int) -> Int {
    max(1, min(count > manyPoints ? 1 : 3, components))
  }

  /// Two standard deviations around a mean.
  struct Ellipse: Equatable {
    let x: Double
    let y: Double
    let xx: Double
    let xy: Double
    let yy: Double
    /// Nil for one that belongs to all.
    let component: Int?
  }

  /// An axis' name, and whether places on it mean anything.
  struct Axis: Equatable {
    let name: String
    let hasTicks: Bool
  }

  /// A column of the examples' table, in its own unit; NaN where a value is missing.
  struct Column: Equatable {
    let name: String
    var values: [Float]
  }

  let title: String
  let axes: [Axis]
  /// Whether a unit is as long on both axes.
  let isEqual: Bool
  let isByComponent: Bool
  /// The components' names.
  let names: [String]
  /// The names of the classes; none where examples have no labels.
  let classes: [String]
  /// Colors as `#rrggbb`, on light and on dark paper.
  let colors: (light: [String], dark: [String])
  let ellipses: [Ellipse]
  /// The share of the data that the examples are of, and that data's checksum.
  let share: Share
  let dataset: String

  /// The examples, and where they lie.
  var example: [Int32]
  var x: [Float]
  var y: [Float]
  /// The indices of their classes, -1 without one; empty if there are no labels.
  var label: [Int32]
  /// The likeliest components of each, and p(z|y) of these in 65,535ths.
  var likeliest: [UInt16]
  var probabilities: [UInt16]
  /// What names the examples, and their columns; put in with the pictures.
  var ids: [String]?
  var columns: [Column] = []
  /// The examples' pictures, in the order of the points.
  var sprite: Sprite?

  /// How many points there are.
  var count: Int { example.count }

  /// About how many bytes of memory they take.
  var size: Int { 12 * count + 4 * label.count + 4 * likeliest.count }

  static func == (left: PointCloud, right: PointCloud) -> Bool { left.json == right.json }

  /// So many of the points, from all over the data.
  func thinned(to most: Int) -> PointCloud {
    guard count > most else { return self }
    let places = (0..<most).map { $0 * count / most }, named = likeliest.count / count
    func each<Value>(_ values: [Value], _ size: Int = 1) -> [Value] {
      values.isEmpty ? [] : places.flatMap { values[$0 * size..<($0 + 1) * size] }
    }
    var cloud = self
    (cloud.example, cloud.x, cloud.y, cloud.label) = (each(example), each(x), each(y), each(label))
    (cloud.likeliest, cloud.probabilities) = (each(likeliest, named), each(probabilities, named))
    return cloud
  }
}

/// The points of the figures drawn last, by their pictures' paths: a notebook that is saved later keeps them.
struct PointClouds {
  /// How many are kept, and how many bytes of them beside the last.
  private static let most = 30, mostBytes = 64 << 20
  private var kept: [(path: String, cloud: PointCloud)] = []

  subscript(path: String) -> PointCloud? {
    get { kept.last { $0.path == path }?.cloud }
    set {
      kept.removeAll { $0.path == path }
      if let newValue { kept.append((path, newValue)) }
      while kept.count > Self.most || kept.count > 1 && kept.reduce(0, { $0 + $1.cloud.size }) > Self.mostBytes {
        kept.removeFirst()
      }
    }
  }
}
