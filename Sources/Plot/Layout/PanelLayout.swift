/// A panel while it is laid out: its content asks for a size, is given one, says what text needs around it, and is drawn.
protocol PanelLayout {
  /// The content's size where the figure does not say it; smaller when other panels stand beside it.
  func naturalSize(isAlone: Bool, on canvas: Canvas) -> Size
  /// The height that the content needs at a width; nil if it keeps its shape.
  func height(at width: Double, on canvas: Canvas) -> Double?
  /// Settles on a size of the content; `insets` hold from then on.
  mutating func fit(_ size: Size, on canvas: Canvas)
  /// The room for text around the content.
  var insets: Insets { get }
  /// The pixels that a drawing embeds for it, as many as there are at most.
  var embeddedPixels: Size { get }
  /// Draws the content into a rectangle of the size settled on, and the text around it.
  func draw(in rect: Rect, paint: Paint, on canvas: Canvas)
}

extension PanelLayout {
  var embeddedPixels: Size { Size(width: 0, height: 0) }

  func height(at width: Double, on canvas: Canvas) -> Double? { nil }
}

extension Panel {
  func layout(theme: Theme) -> any PanelLayout {
    switch self {
    case .figure(let figure): NestedFigureLayout(figure, theme: theme)
    case .chart(let chart): ChartLayout(chart)
    case .pictures(let grid): PictureGridLayout(grid)
    }
  }

  var marks: [any MarkContent] {
    switch self {
    case .chart(let chart): chart.marks.map(\.content)
    case .pictures, .figure: []
    }
  }

  /// The highest category it uses; -1 for none.
  var highestCategory: Int {
    switch self {
    case .chart: marks.map(\.highestCategory).max() ?? -1
    case .pictures(let grid): grid.rows.map(\.ink.category).max() ?? -1
    case .figure: -1
    }
  }
}
