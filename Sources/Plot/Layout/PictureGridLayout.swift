/// A picture grid's fields and margins for a size of the grid.
struct PictureGridLayout: PanelLayout {
  private let grid: PictureGrid
  private let columns: Int
  /// The largest image, in its own pixels.
  private let picture: Size
  /// Points for one pixel of an image.
  private var magnification = 1.0
  private(set) var insets = Insets()

  /// The length of a pixel at 150 to the inch, in which images and gaps are measured: so all edges fall on pixels.
  private static let pixel = 72.0 / 150
  /// What a drawing embeds: half of such a pixel.
  private static let embeddedPixelsPerPoint = 2 / pixel
  private static let gap = 3 * pixel
  private static let groupGap = 8 * pixel
  private static let widestLabel = 110.0
  private static let labelGap = 6.0
  private static let captionGap = 3.0
  /// About the width of a letter of a caption.
  private static let letter = 5.2
  private static let widestCaption = 45.0
  private static let captionHeight = TextStyle.tick.lineHeight + 2 * captionGap

  init(_ grid: PictureGrid) {
    self.grid = grid
    let pictures = grid.rows.flatMap { $0.pictures.compactMap { $0 } }
    columns = max(grid.rows.map(\.pictures.count).max() ?? 0, 1)
    picture = Size(
      width: Double(pictures.map(\.width).max() ?? 28), height: Double(pictures.map(\.height).max() ?? 28))
  }

  /// Images of about 0.4 inches, larger if there are few and smaller if there are many, and as wide as most captions
  /// are.
  func naturalSize(isAlone: Bool, on canvas: Canvas) -> Size {
    let side = columns <= 5 ? 42.0 : columns <= 15 ? 29 : 15
    let caption = min(Self.letter * Double(grid.rows.flatMap(\.captions).map(\.count).max() ?? 0), Self.widestCaption)
    let multiple = max(
      1, (side / Self.pixel / max(picture.width, picture.height)).rounded(),
      (caption / Self.pixel / picture.width).rounded(.up))
    return size(magnification: multiple * Self.pixel)
  }

  mutating func fit(_ size: Size, on canvas: Canvas) {
    let gaps = self.size(magnification: 0)
    let widest = (size.width - gaps.width) / (Double(columns) * picture.width)
    let highest = (size.height - gaps.height) / (Double(max(grid.rows.count, 1)) * picture.height)
    let fitting = max(min(widest, highest), 1e-3)
    let multiple = (fitting / Self.pixel + 1e-6).rounded(.down)
    magnification = multiple >= 1 ? multiple * Self.pixel : fitting
    let labels = grid.rows.map { canvas.width(canvas.fitted($0.label, style($0), within: Self.widestLabel), style($0)) }
    let widestLabel = labels.max() ?? 0
    insets.left = widestLabel > 0 ? widestLabel + Self.labelGap : 0
    insets.top = (grid.title.isEmpty ? 0 : TextStyle.panelTitle.lineHeight + 5)
  }

  private func style(_ row: PictureGrid.Row) -> TextStyle { row.ink.category < 0 ? .legend : .legendTitle }

  private func size(magnification: Double) -> Size {
    Size(
      width: Double(columns) * (picture.width * magnification + Self.gap) - Self.gap,
      height: top(of: max(grid.rows.count, 1), magnification) - Self.gap)
  }

  /// The distance of a row from the grid's top.
  private func top(of row: Int, _ magnification: Double) -> Double {
    let rows = grid.rows.prefix(row + 1)
    let groups = rows.dropFirst().count { $0.startsGroup }, captions = rows.count { !$0.captions.isEmpty }
    return Double(row) * (picture.height * magnification + Self.gap) + Double(groups) * Self.groupGap
      + Double(captions) * Self.captionHeight
  }

  var embeddedPixels: Size {
    let size = size(magnification: magnification)
    return Size(width: size.width * Self.embeddedPixelsPerPoint, height: size.height * Self.embeddedPixelsPerPoint)
  }

  private func field(_ row: Int, _ column: Int, in rect: Rect) -> Rect {
    let (width, height) = (picture.width * magnification, picture.height * magnification)
    return Rect(
      x: rect.x + Double(column) * (width + Self.gap), y: rect.y + top(of: row, magnification), width: width,
      height: height)
  }

  func draw(in rect: Rect, paint: Paint, on canvas: Canvas) {
    let start = Rect(x: canvas.snapped(rect.x), y: canvas.snapped(rect.y), width: rect.width, height: rect.height)
    if canvas.pixelsPerPoint == nil {
      canvas.embedPixels(in: start, pixelsPerPoint: Self.embeddedPixelsPerPoint) { drawPictures(in: start, on: $0) }
    } else {
      drawPictures(in: start, on: canvas)
    }
    drawText(in: start, paint: paint, on: canvas)
  }

  private func drawPictures(in rect: Rect, on canvas: Canvas) {
    for (row, content) in grid.rows.enumerated() {
      for (column, picture) in content.pictures.enumerated() {
        if let picture { canvas.paint(picture, in: field(row, column, in: rect)) }
      }
    }
  }

  private func drawText(in rect: Rect, paint: Paint, on canvas: Canvas) {
    for (row, content) in grid.rows.enumerated() {
      let text = canvas.fitted(content.label, style(content), within: Self.widestLabel)
      let place = Point(x: rect.x - Self.labelGap, y: field(row, 0, in: rect).midY)
      canvas.write(text, style(content), at: place, .end, color: paint.textColor(content.ink))
      for (column, caption) in content.captions.prefix(columns).enumerated() {
        let field = field(row, column, in: rect)
        let text = canvas.fitted(caption, .tick, within: field.width)
        let place = Point(x: field.midX, y: field.y - Self.captionGap - TextStyle.tick.lineHeight / 2)
        canvas.write(text, .tick, at: place, .middle, color: paint.theme.muted)
      }
    }
    let title = canvas.fitted(grid.title, .panelTitle, within: rect.width)
    let place = Point(x: rect.x, y: rect.y - insets.top + TextStyle.panelTitle.capHeight / 2)
    canvas.write(title, .panelTitle, at: place, .start, color: paint.theme.text)
  }
}
