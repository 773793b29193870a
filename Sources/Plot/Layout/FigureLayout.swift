/// A figure whose every part has its place on the page.
struct FigureLayout {
  private let figure: Figure
  private let paint: Paint
  private var panels: [any PanelLayout]
  private let columnCount: Int
  private var widths: [Double] = []
  private var heights: [Double] = []
  /// At the right of the panels.
  private var side: LegendLayout
  /// Below the panels.
  private var foot: LegendLayout
  private var title = TitleLayout()
  private(set) var page = Size(width: 0, height: 0)

  private enum LegendPlace {
    case right
    case below
    case nowhere
  }

  /// Around everything; cells of a terminal need none.
  private let padding: Double
  private static let gap = 14.0
  private static let legendGap = 14.0
  private static let footGap = 8.0
  private static let leastContent = 20.0
  private static let widestTitle = 460.0
  /// The shares of a given width and height that a legend has to leave to the panels, and the least length of either.
  private static let roomyShare = Size(width: 0.5, height: 0.4)
  private static let leastSide = 40.0
  /// The most of a given height that a legend below takes, and the most of a height that is left open: 60 lines.
  private static let footShare = 0.45
  private static let highestFoot = 60 * LegendItem.height

  /// A page too narrow for its columns, and as high as it likes, has fewer of them.
  init(_ figure: Figure, on canvas: Canvas) {
    self.init(figure, padding: canvas.cells == nil ? 10 : 0, on: canvas)
  }

  /// The same within another figure, which has the space around.
  init(nested figure: Figure, on canvas: Canvas) { self.init(figure, padding: 0, on: canvas) }

  private init(_ figure: Figure, padding: Double, on canvas: Canvas) {
    var layout = FigureLayout(of: figure, padding, on: canvas), narrower = figure
    while figure.width != nil, figure.height == nil, layout.columnCount > 1, layout.isNarrow {
      narrower.columns = layout.columnCount - 1
      layout = FigureLayout(of: narrower, padding, on: canvas)
    }
    self = layout
  }

  /// The legend stands at the right; in a figure of given size that this leaves too little of, below, and in one too small
  /// for any legend it is left out.
  private init(of figure: Figure, _ padding: Double, on canvas: Canvas) {
    self.init(figure, padding, legend: figure.legend.place == .below ? .below : .right, on: canvas)
    guard figure.legend.place == .auto, figure.width != nil || figure.height != nil, !isRoomy, !side.isEmpty else {
      return
    }
    let below = FigureLayout(figure, padding, legend: .below, on: canvas)
    if below.isRoomy || below.contentArea > contentArea { self = below }
    if min(widths.reduce(0, +), heights.reduce(0, +)) < Self.leastSide {
      self = FigureLayout(figure, padding, legend: .nowhere, on: canvas)
    }
  }

  private init(_ figure: Figure, _ padding: Double, legend place: LegendPlace, on canvas: Canvas) {
    self.figure = figure
    self.padding = padding
    let categories = (figure.panels.map(\.highestCategory) + figure.legend.extra.map(\.ink.category)).max() ?? -1
    paint = Paint(theme: figure.theme, palette: figure.palette ?? Palette(categories: min(categories, 1000) + 1))
    panels = figure.panels.map { $0.layout(theme: figure.theme) }
    columnCount = min(max(figure.columns, 1), max(panels.count, 1))
    (side, foot) = (LegendLayout(), LegendLayout())
    chooseNaturalSizes(on: canvas)
    fitPanels(on: canvas)
    // Margins follow ticks and lines of labels, these follow sizes, and sizes follow margins: the second round settles most,
    // and smaller panels whose labels take more lines need further ones.
    var rounds = 0
    repeat {
      chooseLegend(place, on: canvas)
      chooseTitle(on: canvas)
      fillPage(on: canvas)
      fitPanels(on: canvas)
      rounds += 1
    } while rounds < 2 || isOverfull && rounds < 8
    choosePage(on: canvas)
  }

  private mutating func chooseLegend(_ place: LegendPlace, on canvas: Canvas) {
    switch place {
    case .right: side = LegendLayout(figure, .side(height: contentHeight), on: canvas)
    case .below:
      let width = (figure.width?.points ?? widths.reduce(0, +)) - 2 * padding
      // A page of any height grows with its legend.
      let height = figure.height.map { $0.points * Self.footShare } ?? Self.highestFoot
      side = LegendLayout(figure, .bars(height: contentHeight), on: canvas)
      foot = LegendLayout(figure, .foot(width: width, height: height), on: canvas)
    case .nowhere: break
    }
  }

  private var isNarrow: Bool { (widths.min() ?? 0) < Self.leastSide }

  /// Whether the panels and what surrounds them are larger than the page that is asked for.
  private var isOverfull: Bool {
    let width = surroundingWidth + widths.reduce(0, +), height = surroundingHeight + heights.reduce(0, +)
    return width > (figure.width?.points ?? width) + 0.5 || height > (figure.height?.points ?? height) + 0.5
  }

  private var contentArea: Double { widths.reduce(0, +) * heights.reduce(0, +) }

  /// Whether the legend leaves enough of the page.
  private var isRoomy: Bool {
    widths.reduce(0, +) >= Self.roomyShare.width * page.width
      && heights.reduce(0, +) >= Self.roomyShare.height * page.height
  }

  private var rowCount: Int { (panels.count + columnCount - 1) / columnCount }

  private mutating func chooseNaturalSizes(on canvas: Canvas) {
    let sizes = panels.map { $0.naturalSize(isAlone: figure.panels.count == 1, on: canvas) }
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

  /// Where the figure says a width or height, content takes what text leaves of it; if it says a width alone, content
  /// keeps its shape.
  private mutating func fillPage(on canvas: Canvas) {
    if let width = figure.width?.points {
      let before = widths.reduce(0, +)
      widths = widths.scaled(to: width - surroundingWidth, least: Self.leastContent)
      if figure.height == nil {
        let sum = heights.reduce(0, +) * widths.reduce(0, +) / before
        heights = heights.scaled(to: sum, least: Self.leastContent)
        for row in heights.indices { heights[row] = max(heights[row], needed(row, on: canvas)) }
      }
    }
    if let height = figure.height?.points {
      heights = heights.scaled(to: height - surroundingHeight, least: Self.leastContent)
    }
  }

  /// The most that a panel of a row needs at its width.
  private func needed(_ row: Int, on canvas: Canvas) -> Double {
    panels.indices.filter { $0 / columnCount == row }.compactMap {
      panels[$0].height(at: widths[$0 % columnCount], on: canvas)
    }.max() ?? 0
  }

  private func insets(column: Int) -> (left: Double, right: Double) {
    let insets = panels.indices.filter { $0 % columnCount == column }.map { panels[$0].insets }
    return (insets.map(\.left).max() ?? 0, insets.map(\.right).max() ?? 0)
  }

  private func insets(row: Int) -> (top: Double, bottom: Double) {
    let insets = panels.indices.filter { $0 / columnCount == row }.map { panels[$0].insets }
    return (insets.map(\.top).max() ?? 0, insets.map(\.bottom).max() ?? 0)
  }

  private mutating func chooseTitle(on canvas: Canvas) {
    let room = pageWidth(on: canvas) - 2 * padding
    title = TitleLayout(figure.title, within: room, isOpen: figure.height == nil, on: canvas)
  }

  /// What the figure says, or the content and some of the title need.
  private func pageWidth(on canvas: Canvas) -> Double {
    if let width = figure.width?.points { return width }
    let title = min(canvas.width(figure.title, .title), Self.widestTitle) + 2 * padding
    return max(surroundingWidth + widths.reduce(0, +), title)
  }

  private var surroundingWidth: Double {
    let margins = widths.indices.map { insets(column: $0) }.map { $0.left + $0.right }.reduce(0, +)
    let gaps = Self.gap * Double(widths.count - 1)
    return margins + gaps + 2 * padding + (side.isEmpty ? 0 : side.size.width + Self.legendGap)
  }

  private var surroundingHeight: Double {
    let margins = heights.indices.map { insets(row: $0) }.map { $0.top + $0.bottom }.reduce(0, +)
    let below = foot.isEmpty ? 0 : foot.size.height + Self.footGap
    return margins + Self.gap * Double(max(heights.count - 1, 0)) + 2 * padding + title.height + below
  }

  /// The height beside which the legend stands.
  private var contentHeight: Double {
    let inner = heights.indices.map { insets(row: $0) }.map { $0.top + $0.bottom }.reduce(0, +)
    let outer = heights.isEmpty ? 0 : insets(row: 0).top + insets(row: heights.count - 1).bottom
    return heights.reduce(0, +) + inner - outer + Self.gap * Double(max(heights.count - 1, 0))
  }

  private mutating func choosePage(on canvas: Canvas) {
    chooseTitle(on: canvas)
    let first = heights.isEmpty ? 0 : insets(row: 0).top
    let legendHeight = side.isEmpty ? 0 : side.size.height + first + 2 * padding + title.height
    page = Size(
      width: pageWidth(on: canvas),
      height: figure.height?.points ?? max(surroundingHeight + heights.reduce(0, +), legendHeight))
  }

  /// The longest sides of what a drawing embeds as pixels.
  var embeddedPixels: Size {
    let all = panels.map(\.embeddedPixels)
    return Size(width: all.map(\.width).max() ?? 0, height: all.map(\.height).max() ?? 0)
  }

  func draw(on canvas: Canvas) {
    canvas.fillPage(paint.theme.background)
    title.draw(at: Point(x: padding, y: padding), paint.theme.text, on: canvas)
    var top = padding + title.height
    for row in heights.indices {
      top += insets(row: row).top
      drawRow(row, top: top, on: canvas)
      top += heights[row] + insets(row: row).bottom + Self.gap
    }
    let corner = Point(
      x: page.width - padding - side.size.width,
      y: padding + title.height + (heights.isEmpty ? 0 : insets(row: 0).top))
    side.draw(at: corner, paint: paint, on: canvas)
    let below = Point(x: padding, y: page.height - padding - foot.size.height)
    foot.draw(at: below, paint: paint, on: canvas)
  }

  private func drawRow(_ row: Int, top: Double, on canvas: Canvas) {
    var left = padding
    for column in 0..<columnCount {
      left += insets(column: column).left
      let index = row * columnCount + column
      if index < panels.count {
        var rect = Rect(x: left, y: top, width: widths[column], height: heights[row])
        if let cells = canvas.cells { rect = cells.whole(rect) }
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
