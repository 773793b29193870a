import Language

/// The points of a scatter and what is known of each, kept beside the picture of a notebook: its page shows them one by
/// one, as Sources/Publishing/Resources/scatter.js reads them.
struct PointCloud: Equatable {
  /// The most points that a page shows.
  static let mostPoints = 5000
  /// The components named for each point, the likeliest first.
  static let namedComponents = 3

  /// A point: an example.
  struct Point: Equatable {
    let example: Int
    let x: Float
    let y: Float
    /// The index of its class, where that is known.
    let label: Int?
    /// p(z|y) of the likeliest components.
    let responsibilities: [Responsibility]
  }

  /// A component's share of an example.
  struct Responsibility: Equatable {
    let component: Int
    let probability: Double
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

  let title: String
  let axes: [Axis]
  /// Whether a unit is as long on both axes.
  let isEqual: Bool
  let isByComponent: Bool
  let components: Int
  /// The names of the classes; none where examples have no labels.
  let classes: [String]
  /// Colors as `#rrggbb`, on light and on dark paper.
  let colors: (light: [String], dark: [String])
  let ellipses: [Ellipse]
  /// The share of the data that the examples are of, and that data's checksum.
  let share: Share
  let dataset: String
  var points: [Point]
  /// The examples' pictures, in the order of the points.
  var sprite: Sprite?

  static func == (left: PointCloud, right: PointCloud) -> Bool { left.json == right.json }
}
