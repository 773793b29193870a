/// The kind of file a figure becomes.
public enum PictureFormat: Sendable, Equatable {
  /// Pixels: 150 to the inch at scale 1, 300 at scale 2.
  case png(scale: Double = 1)
  /// Scalable Vector Graphics 1.1.
  case svg
  /// Portable Document Format 1.5, one page.
  case pdf
}
