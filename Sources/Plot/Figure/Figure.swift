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
  /// Pixels to the inch, if it is drawn in pixels at scale 1.
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

/// One field of a figure's grid.
public enum Panel: Sendable, Equatable {
  /// Marks on two axes.
  case chart(Chart)
  /// Rows of small images.
  case pictures(PictureGrid)
  /// A whole figure, with its own title and legend.
  case figure(Figure)
}

/// The colors of everything that is not data.
public enum Theme: Sendable, Equatable, CaseIterable {
  /// Dark on white, for paper.
  case light
  /// Light on nearly black, for screens.
  case dark

  var background: Color { self == .light ? Color(hex: 0xFFFFFF) : Color(hex: 0x15181E) }
  var text: Color { self == .light ? Color(hex: 0x1F2328) : Color(hex: 0xE8EAED) }
  var muted: Color { self == .light ? Color(hex: 0x5F6670) : Color(hex: 0xA3A9B3) }
  var frame: Color { self == .light ? Color(hex: 0xB4B9C0) : Color(hex: 0x525A66) }
  var grid: Color { self == .light ? Color(hex: 0xE9EBEE) : Color(hex: 0x292E37) }
}

/// A length on paper or on a screen.
public struct Length: Sendable, Hashable, Comparable {
  /// The length in points, 72 to the inch.
  public var points: Double

  /// A length in points, 72 to the inch.
  public static func points(_ count: Double) -> Length { Length(points: count) }

  /// A length in inches.
  public static func inches(_ count: Double) -> Length { Length(points: 72 * count) }

  /// A length in pixels of a PNG at scale 1, of which 150 make an inch unless `perInch` says another number.
  public static func pixels(_ count: Double, perInch: Double = Renderer.pixelsPerInch) -> Length {
    Length(points: 72 * count / perInch)
  }

  /// The length in inches.
  public var inches: Double { points / 72 }

  /// Whether the first is the shorter one.
  public static func < (first: Length, second: Length) -> Bool { first.points < second.points }
}
