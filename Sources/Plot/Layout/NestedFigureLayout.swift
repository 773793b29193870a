/// A figure within another: it fills its field, with its own title and legend, on the ground and in the letters of the page.
struct NestedFigureLayout: PanelLayout {
  private var figure: Figure
  private var layout: FigureLayout?

  init(_ figure: Figure, theme: Theme) {
    self.figure = figure
    self.figure.theme = theme
  }

  func naturalSize(isAlone: Bool, on canvas: Canvas) -> Size { FigureLayout(nested: figure, on: canvas).page }

  /// What its texts need there, which a narrow figure has more lines of.
  func height(at width: Double, on canvas: Canvas) -> Double? {
    var narrow = figure
    (narrow.width, narrow.height) = (.points(width), nil)
    return FigureLayout(nested: narrow, on: canvas).page.height
  }

  mutating func fit(_ size: Size, on canvas: Canvas) {
    (figure.width, figure.height) = (.points(size.width), .points(size.height))
    layout = FigureLayout(nested: figure, on: canvas)
  }

  var insets: Insets { Insets() }

  var embeddedPixels: Size { layout?.embeddedPixels ?? Size(width: 0, height: 0) }

  func draw(in rect: Rect, paint: Paint, on canvas: Canvas) {
    canvas.moved(to: rect) { layout?.draw(on: canvas) }
  }
}
