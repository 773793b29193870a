/// Rows of small images with labels, every image in a field of the same size, pixels kept sharp.
public struct PictureGrid: Sendable, Equatable {
  /// One row of images.
  public struct Row: Sendable, Equatable {
    /// The text at the left; empty for none.
    public var label: String
    /// The label's color.
    public var ink: Ink
    /// The images; `nil` leaves its field empty.
    public var pictures: [Picture?]
    /// Whether a wider gap sets this row apart from the one above.
    public var startsGroup: Bool
    /// Texts above the images; none when empty.
    public var captions: [String]

    /// A row of images with a label at its left.
    public init(
      label: String = "", ink: Ink = .text, pictures: [Picture?], startsGroup: Bool = false, captions: [String] = []
    ) {
      self.label = label
      self.ink = ink
      self.pictures = pictures
      self.startsGroup = startsGroup
      self.captions = captions
    }
  }

  /// The title above the grid; empty for none.
  public var title: String
  /// The rows, from above.
  public var rows: [Row]

  /// A grid of images.
  public init(title: String = "", rows: [Row]) {
    self.title = title
    self.rows = rows
  }
}

/// A small image, gray or in color.
public struct Picture: Sendable, Equatable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// 1 for gray (0 black, 255 white), 3 for red, green, blue.
  public let channels: Int
  /// height × width × channels values, row by row.
  public let pixels: [UInt8]

  /// An image of height × width × channels values, row by row; `nil` when their number does not fit, or `channels`
  /// is neither 1 nor 3.
  public init?(width: Int, height: Int, channels: Int = 1, pixels: [UInt8]) {
    guard width > 0, height > 0, channels == 1 || channels == 3 else { return nil }
    let (area, areaOverflows) = width.multipliedReportingOverflow(by: height)
    let (count, countOverflows) = area.multipliedReportingOverflow(by: channels)
    guard !areaOverflows, !countOverflows, count == pixels.count else { return nil }
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }
}
