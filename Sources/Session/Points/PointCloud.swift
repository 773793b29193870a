import Data
import Language
import Plot

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
    /// The index of its class, if that is known.
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

extension PointCloud {
  /// The most bytes of pictures that a page takes in.
  static let mostPictureBytes = 700_000
  /// Fewer points than this are not taken to leave room for their pictures.
  private static let fewestPoints = 1500
  /// The longest side of a picture.
  private static let longestSide = 40

  /// The points with their examples' pictures, if these are images: as many as there is room for, small where they
  /// have to be.
  func illustrated(with examples: Examples) throws -> PointCloud {
    guard case .image(let height, let width, _) = examples.shape else { return self }
    var cloud = self, shrinking = 1
    while max(height, width) / shrinking > Self.longestSide { shrinking *= 2 }
    while let sprite = try Sprite(examples, cloud.points.map(\.example), shrinking: shrinking) {
      if sprite.png.count <= Self.mostPictureBytes {
        cloud.sprite = sprite
        break
      }
      let fitting = cloud.points.count * Self.mostPictureBytes / sprite.png.count * 95 / 100
      if fitting >= Self.fewestPoints { cloud = cloud.thinned(to: fitting) } else { shrinking *= 2 }
    }
    return cloud
  }

  /// So many of the points, from all over the data.
  private func thinned(to count: Int) -> PointCloud {
    var cloud = self
    cloud.points = (0..<count).map { points[$0 * points.count / count] }
    return cloud
  }
}

/// The points of the figures drawn last, by their pictures' paths: a notebook that is saved later keeps them.
struct PointClouds {
  /// How many are kept; a megabyte or less each.
  private static let most = 30
  private var kept: [(path: String, cloud: PointCloud)] = []

  subscript(path: String) -> PointCloud? {
    get { kept.last { $0.path == path }?.cloud }
    set {
      kept.removeAll { $0.path == path }
      if let newValue { kept.append((path, newValue)) }
      if kept.count > Self.most { kept.removeFirst() }
    }
  }
}
