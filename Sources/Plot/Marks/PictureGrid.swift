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
