import Data
import Plot

extension PointCloud {
  /// The most bytes of pictures that a page takes in.
  static let mostPictureBytes = 700_000
  /// Fewer points than this are not taken to leave room for their pictures.
  private static let fewestPoints = 1500
  /// The longest side of a picture.
  private static let longestSide = 40

  /// The points with their examples' pictures, where these are images: as many as there is room for, small where they
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
