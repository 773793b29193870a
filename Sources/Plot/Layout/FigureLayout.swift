/// A figure whose every part has its place on the page.
struct FigureLayout {
  private let figure: Figure
  private let paint: Paint
  private var panels: [any PanelLayout]
  private let columnCount: Int
  private var widths: [Double] = []
  private var heights: [Double] = []
  private var legend: LegendLayout
  private(set) var page = Size(width: 0, height: 0)

  private static let padding = 10.0
  private static let gap = 14.0
  private static let legendGap = 14.0
  private static let leastContent = 20.0

  init(_ figure: Figure, on canvas: Canvas) {
    self.figure = figure
    let categories = (figure.panels.map(\.highestCategory) + figure.legend.extra.map(\.ink.category)).max() ?? -1
    paint = Paint(theme: figure.theme, palette: figure.palette ?? Palette(categories: min(categories, 1000) + 1))
    panels = figure.panels.map(\.layout)
    columnCount = min(max(figure.columns, 1), max(panels.count, 1))
    legend = LegendLayout(figure, height: 0, on: canvas)
    chooseNaturalSizes()
    // Margins follow ticks, ticks follow sizes, and sizes follow margins: the second round settles them.
    for _ in 0..<2 {
      fitPanels(on: canvas)
      legend = LegendLayout(figure, height: contentHeight, on: canvas)
      fillPage()
    }
    fitPanels(on: canvas)
    choosePage(on: canvas)
  }

  private var rowCount: Int { (panels.count + columnCount - 1) / columnCount }

  private mutating func chooseNaturalSizes() {
    let sizes = panels.map { $0.naturalSize(isAlone: figure.panels.count == 1) }
    widths = (0..<columnCount).map { column in
      sizes.indices.filter { $0 % columnCount == column }.map { sizes[$0].width }.max() ?? Self.leastContent
    }
    heights = (0..<rowCount).map { row in
      sizes.indices.filter { $0 / columnCount == row }.map { sizes[$0].height }.max() ?? Self.leastContent
    }
  }

  private mutating func fitPanels(on canvas: Canvas) {
    for index in panels.indices {
      let size = Size(width: widths[index % columnCount], height: heights[index / columnCount])
      panels[index].fit(size, on: canvas)
    }
  }

  /// Where the figure says a width or height, content takes what text leaves of it.
  private mutating func fillPage() {
    if let width = figure.width { widths = widths.scaled(to: width * 72 - surroundingWidth, least: Self.leastContent) }
    if let height = figure.height {
      heights = heights.scaled(to: height * 72 - surroundingHeight, least: Self.leastContent)
    }
  }

  private func insets(column: Int) -> (left: Double, right: Double) {
    let insets = panels.indices.filter { $0 % columnCount == column }.map { panels[$0].insets }
    return (insets.map(\.left).max() ?? 0, insets.map(\.right).max() ?? 0)
  }

  private func insets(row: Int) -> (top: Double, bottom: Double) {
    let insets = panels.indices.filter { $0 / columnCount == row }.map { panels[$0].insets }
    return (insets.map(\.top).max() ?? 0, insets.map(\.bottom).max() ?? 0)
  }

  private var titleHeight: Double { figure.title.isEmpty ? 0 : TextStyle.title.lineHeight + 8 }

  private var surroundingWidth: Double {
    let margins = widths.indices.map { insets(column: $0) }.map { $0.left + $0.right }.reduce(0, +)
    let gaps = Self.gap * Double(widths.count - 1)
    return margins + gaps + 2 * Self.padding + (legend.isEmpty ? 0 : legend.size.width + Self.legendGap)
  }

  private var surroundingHeight: Double {
    let margins = heights.indices.map { insets(row: $0) }.map { $0.top + $0.bottom }.reduce(0, +)
    return margins + Self.gap * Double(max(heights.count - 1, 0)) + 2 * Self.padding + titleHeight
  }

  /// The height beside which the legend stands.
  private var contentHeight: Double {
    let inner = heights.indices.map { insets(row: $0) }.map { $0.top + $0.bottom }.reduce(0, +)
    let outer = heights.isEmpty ? 0 : insets(row: 0).top + insets(row: heights.count - 1).bottom
    return heights.reduce(0, +) + inner - outer + Self.gap * Double(max(heights.count - 1, 0))
  }

  private mutating func choosePage(on canvas: Canvas) {
    let title = canvas.width(canvas.fitted(figure.title, .title, within: 460), .title) + 2 * Self.padding
    let first = heights.isEmpty ? 0 : insets(row: 0).top
    let legendHeight = legend.isEmpty ? 0 : legend.size.height + first + 2 * Self.padding + titleHeight
    page = Size(
      width: figure.width.map { $0 * 72 } ?? max(surroundingWidth + widths.reduce(0, +), title),
      height: figure.height.map { $0 * 72 } ?? max(surroundingHeight + heights.reduce(0, +), legendHeight))
  }

  func draw(on canvas: Canvas) {
    canvas.fillPage(paint.theme.background)
    drawTitle(on: canvas)
    var top = Self.padding + titleHeight
    for row in heights.indices {
      top += insets(row: row).top
      drawRow(row, top: top, on: canvas)
      top += heights[row] + insets(row: row).bottom + Self.gap
    }
    let corner = Point(
      x: page.width - Self.padding - legend.size.width,
      y: Self.padding + titleHeight + (heights.isEmpty ? 0 : insets(row: 0).top))
    legend.draw(at: corner, paint: paint, on: canvas)
  }

  private func drawTitle(on canvas: Canvas) {
    let text = canvas.fitted(figure.title, .title, within: page.width - 2 * Self.padding)
    let place = Point(x: Self.padding, y: Self.padding + TextStyle.title.capHeight / 2)
    canvas.write(text, .title, at: place, .start, color: paint.theme.text)
  }

  private func drawRow(_ row: Int, top: Double, on canvas: Canvas) {
    var left = Self.padding
    for column in 0..<columnCount {
      left += insets(column: column).left
      let index = row * columnCount + column
      if index < panels.count {
        let rect = Rect(x: left, y: top, width: widths[column], height: heights[row])
        panels[index].draw(in: rect, paint: paint, on: canvas)
      }
      left += widths[column] + insets(column: column).right + Self.gap
    }
  }
}

extension [Double] {
  /// The same shares of another sum, none below `least`.
  fileprivate func scaled(to sum: Double, least: Double) -> [Double] {
    let factor = sum / reduce(0, +)
    return map { Swift.max($0 * factor, least) }
  }
}
