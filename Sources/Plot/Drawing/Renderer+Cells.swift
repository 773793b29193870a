import CCairo

/// A text of a figure in the cells of a terminal.
public struct CellText: Sendable {
  /// The text.
  public let text: String
  /// Where its first letter is, counted from the top left corner.
  public let column: Int, row: Int
  /// Its color.
  public let color: Color
}

extension Renderer {
  /// The figure for a terminal that has letters alone: a picture of its marks with 8 by 16 pixels for each cell, and its texts
  /// at the cells they take. It fills all cells, whatever its size, and `width` tells how many columns a text takes.
  ///
  /// Throws ``PlotError/cairo(_:)`` when Cairo fails.
  public static func cells(
    of figure: Figure, columns: Int, rows: Int, width: @escaping (String) -> Int
  ) throws(PlotError) -> (marks: Picture, texts: [CellText]) {
    let grid = CellGrid(columns: max(columns, 1), rows: max(rows, 1), width: width)
    var figure = figure
    (figure.width, figure.height) = (.points(grid.page.width), .points(grid.page.height))
    let measuring = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nil)
    defer { cairo_surface_destroy(measuring) }
    let layout = FigureLayout(figure, on: try Canvas(on: measuring, pixelsPerPoint: nil, cells: grid))
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(grid.columns * CellGrid.pixels.width), Int32(grid.rows * CellGrid.pixels.height))
    defer { cairo_surface_destroy(surface) }
    layout.draw(on: try Canvas(on: surface, pixelsPerPoint: CellGrid.pixelsPerPoint, cells: grid))
    guard let marks = Picture(of: surface) else { throw .cairo("out of memory") }
    return (marks, grid.texts.map { CellText(text: $0.text, column: $0.column, row: $0.row, color: $0.color) })
  }
}
