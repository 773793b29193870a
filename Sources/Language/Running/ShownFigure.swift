/// A figure in the forms that a shell can show; none is made before it is asked for.
public struct ShownFigure {
  /// The figure as a PNG file; nil if it cannot be drawn.
  public let png: () -> [UInt8]?
  /// The figure for the cells of a terminal, as many as there are columns and rows, where `width` tells how many columns a
  /// text takes; nil if it cannot be drawn.
  public let cells: (_ columns: Int, _ rows: Int, _ width: @escaping (String) -> Int) -> CellPicture?

  /// A figure that has these forms.
  public init(
    png: @escaping () -> [UInt8]?,
    cells: @escaping (_ columns: Int, _ rows: Int, _ width: @escaping (String) -> Int) -> CellPicture? = { _, _, _ in
      nil
    }
  ) {
    self.png = png
    self.cells = cells
  }
}

/// A figure for a terminal that has letters alone: its marks as pixels, and its texts, each at cells of its own.
public struct CellPicture: Sendable {
  /// A text from a cell on to the right.
  public struct Text: Sendable, Equatable {
    /// The text.
    public let text: String
    /// Where its first letter is, counted from the top left corner.
    public let column: Int, row: Int
    /// Its color, `0xRRGGBB`.
    public let color: UInt32

    /// A text from a cell on.
    public init(_ text: String, column: Int, row: Int, color: UInt32) {
      self.text = text
      self.column = column
      self.row = row
      self.color = color
    }
  }

  /// The cells.
  public let columns: Int, rows: Int
  /// The pixels of all cells, 8 by 16 of each: red, green and blue, row by row.
  public let pixels: [UInt8]
  /// What stands on them.
  public let texts: [Text]

  /// Pixels and texts for so many cells.
  public init(columns: Int, rows: Int, pixels: [UInt8], texts: [Text]) {
    self.columns = columns
    self.rows = rows
    self.pixels = pixels
    self.texts = texts
  }

  /// A cell's pixels.
  public static let cell = (width: 8, height: 16)
}
