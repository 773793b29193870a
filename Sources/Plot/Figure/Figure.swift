/// The description of a picture: panels in a grid with one title and one legend. A value that knows neither where
/// its numbers come from nor how it is drawn; ``Renderer`` turns it into PNG, SVG or PDF.
public struct Figure: Sendable, Equatable {
  /// The title above all panels; empty for none.
  public var title: String
  /// The panels, row by row.
  public var panels: [Panel]
  /// The number of panels beside one another; at least 1.
  public var columns: Int
  /// The width; `nil` lets the content decide.
  public var width: Length?
  /// The height; `nil` lets the content decide.
  public var height: Length?
  /// Light or dark.
  public var theme: Theme
  /// The colors of categories; `nil` takes the palette for the highest category in this figure. Give the same palette to
  /// every figure of a session, and a category keeps its color in all of them.
  public var palette: Palette?
  /// What the legend shows; it stands outside the data, at the right or, in a narrow figure, below.
  public var legend: Legend
  /// How much larger everything is drawn than in a paper's column; the size stays, and holds less.
  public var scale = 1.0
  /// Pixels to the inch, where it is drawn in pixels at scale 1.
  public var pixelsPerInch = Renderer.pixelsPerInch
  /// The family of its letters; `nil` for the usual one.
  public var font: String?

  /// A figure of panels in a grid of `columns` columns.
  public init(
    title: String = "", panels: [Panel], columns: Int = 1, width: Length? = nil, height: Length? = nil,
    theme: Theme = .light, palette: Palette? = nil, legend: Legend = Legend()
  ) {
    self.title = title
    self.panels = panels
    self.columns = columns
    self.width = width
    self.height = height
    self.theme = theme
    self.palette = palette
    self.legend = legend
  }
}
