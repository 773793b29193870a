/// A chart's limits, ticks and margins for a size of its data area.
struct ChartLayout: PanelLayout {
  private let chart: Chart
  private let xCovered: AxisPlan
  private let yCovered: AxisPlan
  private(set) var x: AxisPlan
  private(set) var y: AxisPlan
  private(set) var xTicks: [Tick] = []
  private(set) var yTicks: [Tick] = []
  /// Whether the texts of the x axis run upwards, for want of room.
  private var isUpright = false
  private var title = TextBlock.none
  private var xLabel = TextBlock.none
  private var yLabel = TextBlock.none
  private(set) var insets = Insets()

  private static let xTickGap = 5.5
  private static let yTickGap = 4.0
  private static let labelGap = 4.0
  private static let widestTick = 90.0
  /// The most lines of a panel's or an axis' title.
  private static let mostLines = 4

  init(_ chart: Chart) {
    let extent = Extent(of: chart)
    self.chart = chart
    xCovered = AxisPlan(chart.xAxis, covering: extent.x)
    yCovered = AxisPlan(chart.yAxis, covering: extent.y)
    (x, y) = (xCovered, yCovered)
  }

  /// Whether both axes have the same unit; units of different scales cannot be as long.
  private var isEqual: Bool {
    chart.aspect == .equal && chart.xAxis.scale == chart.yAxis.scale && !x.isCategorical
  }

  /// About 4.6 × 3.5 inches alone, 2.7 × 2 beside others; with equal units the same area in the data's shape.
  ///
  /// More than 30 categories make a chart wider, to twice that.
  func naturalSize(isAlone: Bool, on canvas: Canvas) -> Size {
    var size = isAlone ? Size(width: 331, height: 248) : Size(width: 194, height: 145)
    if x.isCategorical { size.width *= min(max(x.span / 30, 1), 2) }
    guard isEqual else { return size }
    let shape = min(max(xCovered.span / yCovered.span, 0.5), 3)
    let side = (size.width * size.height).squareRoot()
    return Size(width: side * shape.squareRoot(), height: side / shape.squareRoot())
  }

  mutating func fit(_ size: Size, on canvas: Canvas) {
    if isEqual {
      let unit = max(xCovered.span / size.width, yCovered.span / size.height)
      x = xCovered.widened(to: unit * size.width)
      y = yCovered.widened(to: unit * size.height)
    }
    chooseTicks(size, canvas)
    measure(size, canvas)
  }

  private mutating func chooseTicks(_ size: Size, _ canvas: Canvas) {
    isUpright = false
    if x.isCategorical {
      let level = x.level { isFitting($0, size.width, gap: 8, canvas) }
      isUpright = level == nil && canvas.cells == nil
      // Letters of a terminal cannot run upwards: there are fewer.
      let all = x.ticks(atMost: 0, room: .infinity, lineHeight: 0),
        widest = all.map { canvas.width($0.text, .tick) }.max()
      xTicks = level ?? x.ticks(atMost: 0, room: size.width, lineHeight: isUpright ? 11 : (widest ?? 0) + 8)
    } else {
      var count = mostTicks(size.width)
      repeat {
        xTicks = x.ticks(atMost: count, room: size.width, lineHeight: 11)
        count -= 1
      } while count > 1 && !isFitting(xTicks, size.width, gap: 14, canvas)
    }
    yTicks = y.ticks(atMost: mostTicks(size.height), room: size.height, lineHeight: 11)
    if isEqual {
      yTicks = coarsened(yTicks, on: y, to: distance(xTicks), room: size.height)
      xTicks = coarsened(xTicks, on: x, to: distance(yTicks), room: size.width)
    }
    // Names may be as long as six tenths of the axis across, of which a page of open size makes room beside it.
    let upright = max(Self.widestTick, 0.6 * size.height), beside = max(Self.widestTick, 0.6 * size.width)
    xTicks = xTicks.map { $0.fitted(on: canvas, within: isUpright ? upright : size.width / 2) }
    yTicks = yTicks.map { $0.fitted(on: canvas, within: beside) }
  }

  /// Fewer ticks, as far apart as those of the other axis, while there are two.
  private func coarsened(_ ticks: [Tick], on plan: AxisPlan, to distance: Double, room: Double) -> [Tick] {
    var ticks = ticks
    while self.distance(ticks) < distance * 0.99 {
      let fewer = plan.ticks(atMost: ticks.count - 1, room: room, lineHeight: 11)
      guard fewer.count >= 2, fewer.count < ticks.count else { break }
      ticks = fewer
    }
    return ticks
  }

  /// No more ticks than one in 20 points, and 9 on an axis that is not long.
  private func mostTicks(_ length: Double) -> Int {
    max(2, min(Int(length / 20), max(9, Int(length / 45))))
  }

  private func distance(_ ticks: [Tick]) -> Double {
    ticks.count < 2 ? 0 : ticks[1].coordinate - ticks[0].coordinate
  }

  /// Whether texts on the x axis stand clear of one another.
  private func isFitting(_ ticks: [Tick], _ width: Double, gap: Double, _ canvas: Canvas) -> Bool {
    zip(ticks, ticks.dropFirst()).allSatisfy { left, right in
      let distance = (right.coordinate - left.coordinate) / x.span * width
      return (canvas.width(left.text, .tick) + canvas.width(right.text, .tick)) / 2 + gap <= distance
    }
  }

  private mutating func measure(_ size: Size, _ canvas: Canvas) {
    let xWidths = xTicks.map { canvas.width($0.text, .tick) }
    let yWidth = yTicks.map { canvas.width($0.text, .tick) }.max() ?? 0
    let xHeight = isUpright ? xWidths.max() ?? 0 : TextStyle.tick.lineHeight
    let places = xTicks.map { ($0.coordinate - x.lower) / x.span * size.width }
    if canvas.cells != nil { return measureInCells(size, yWidth: yWidth, canvas) }
    let leftOverhang = isUpright ? 0 : zip(xWidths, places).map { $0 / 2 - $1 }.max() ?? 0
    let rightOverhang = isUpright ? 0 : zip(xWidths, places).map { $0 / 2 + $1 - size.width }.max() ?? 0
    insets.right = max(rightOverhang, 2)
    title = block(chart.title, TextStyle.panelTitles, size.width + insets.right, canvas)
    xLabel = block(chart.xAxis.label, TextStyle.axes, size.width, canvas)
    insets.bottom =
      (xTicks.isEmpty ? 0 : xHeight + Self.xTickGap) + (xLabel.height > 0 ? xLabel.height + Self.labelGap : 0)
    insets.top = title.height > 0 ? title.height + 5 : 4
    yLabel = block(chart.yAxis.label, TextStyle.axes, size.height + insets.top + insets.bottom, canvas)
    insets.left =
      max(yTicks.isEmpty ? 0 : yWidth + Self.yTickGap, leftOverhang)
      + (yLabel.height > 0 ? yLabel.height + Self.labelGap : 0)
  }

  /// A row for each line of text, and one for the lower axis. Letters of a terminal do not run upwards: the name of the axis
  /// at the left stands above it.
  private mutating func measureInCells(_ size: Size, yWidth: Double, _ canvas: Canvas) {
    let cell = CellGrid.cell
    insets = Insets(left: yWidth + cell.width, right: cell.width, top: 0, bottom: 0)
    title = block(chart.title, TextStyle.panelTitles, size.width, canvas)
    xLabel = block(chart.xAxis.label, TextStyle.axes, size.width, canvas)
    yLabel = block(chart.yAxis.label, TextStyle.axes, insets.left + size.width, canvas)
    insets.top = Double(title.lines.count + yLabel.lines.count) * cell.height
    insets.bottom = Double(1 + (xTicks.isEmpty ? 0 : 1) + xLabel.lines.count) * cell.height
  }

  private func block(_ text: String, _ styles: [TextStyle], _ room: Double, _ canvas: Canvas) -> TextBlock {
    TextBlock(text, styles, within: room, atMost: Self.mostLines, on: canvas)
  }

  func draw(in rect: Rect, paint: Paint, on canvas: Canvas) {
    var frame = Frame(rect: rect, x: x, y: y, paint: paint)
    frame.obstacles = chart.marks.flatMap { $0.content.obstacles(in: frame) }
    if canvas.cells == nil { drawGrid(frame, canvas) }
    canvas.clipped(to: rect) {
      for mark in chart.marks { mark.content.draw(in: frame, on: canvas) }
    }
    if let cells = canvas.cells { return drawAxes(frame, cells, canvas) }
    drawBorder(rect, paint, canvas)
    drawMinorTicks(frame, canvas)
    drawTickTexts(frame, canvas)
    drawLabels(rect, paint, canvas)
  }

  /// Axes, their texts and the title in the cells of a terminal.
  private func drawAxes(_ frame: Frame, _ cells: CellGrid, _ canvas: Canvas) {
    let rect = frame.rect, theme = frame.paint.theme, cell = CellGrid.cell
    func middle(_ row: Int, from edge: Double) -> Double { edge + (Double(row) + 0.5) * cell.height }
    let x = xTicks.map { frame.position($0, horizontally: true) }
    let y = yTicks.map { frame.position($0, horizontally: false) }
    for (tick, left) in zip(xTicks, x) {
      canvas.write(tick.text, .tick, at: Point(x: left, y: middle(1, from: rect.maxY)), .middle, color: theme.muted)
    }
    for (tick, top) in zip(yTicks, y) {
      canvas.write(tick.text, .tick, at: Point(x: rect.x - cell.width, y: top), .end, color: theme.muted)
    }
    let above = title.lines + yLabel.lines
    for (row, line) in above.enumerated() {
      let left = row < title.lines.count ? rect.x : rect.x - insets.left
      let place = Point(x: left, y: middle(row - above.count, from: rect.y))
      canvas.write(line, .axis, at: place, .start, color: theme.text)
    }
    for (row, line) in xLabel.lines.enumerated() {
      let place = Point(x: rect.midX, y: middle(row + (xTicks.isEmpty ? 1 : 2), from: rect.maxY))
      canvas.write(line, .axis, at: place, .middle, color: theme.text)
    }
    let origin = canvas.origin
    let shifted = Rect(x: origin.x + rect.x, y: origin.y + rect.y, width: rect.width, height: rect.height)
    cells.drawAxes(of: shifted, x: x.map { origin.x + $0 }, y: y.map { origin.y + $0 }, color: theme.frame)
  }

  private func drawGrid(_ frame: Frame, _ canvas: Canvas) {
    let rect = frame.rect
    for tick in xTicks where !x.isCategorical {
      let left = frame.position(tick, horizontally: true)
      canvas.hairline(from: Point(x: left, y: rect.y), to: Point(x: left, y: rect.maxY), frame.paint.theme.grid)
    }
    for tick in yTicks where !y.isCategorical {
      let top = frame.position(tick, horizontally: false)
      canvas.hairline(from: Point(x: rect.x, y: top), to: Point(x: rect.maxX, y: top), frame.paint.theme.grid)
    }
  }

  private func drawBorder(_ rect: Rect, _ paint: Paint, _ canvas: Canvas) {
    let corners = [
      Point(x: rect.x, y: rect.y), Point(x: rect.maxX, y: rect.y), Point(x: rect.maxX, y: rect.maxY),
      Point(x: rect.x, y: rect.maxY), Point(x: rect.x, y: rect.y),
    ]
    for (start, end) in zip(corners, corners.dropFirst()) { canvas.hairline(from: start, to: end, paint.theme.frame) }
  }

  /// Short lines at the edge: on a logarithmic axis they show that it is one.
  private func drawMinorTicks(_ frame: Frame, _ canvas: Canvas) {
    let (rect, color) = (frame.rect, frame.paint.theme.frame)
    for coordinate in x.minorCoordinates {
      let left = frame.position(Tick(coordinate: coordinate, text: ""), horizontally: true)
      canvas.hairline(from: Point(x: left, y: rect.maxY - 3), to: Point(x: left, y: rect.maxY), color)
    }
    for coordinate in y.minorCoordinates {
      let top = frame.position(Tick(coordinate: coordinate, text: ""), horizontally: false)
      canvas.hairline(from: Point(x: rect.x, y: top), to: Point(x: rect.x + 3, y: top), color)
    }
  }

  private func drawTickTexts(_ frame: Frame, _ canvas: Canvas) {
    let color = frame.paint.theme.muted
    let top = frame.rect.maxY + Self.xTickGap
    for tick in xTicks {
      let left = frame.position(tick, horizontally: true)
      let place = Point(x: left, y: top + TextStyle.tick.capHeight / 2)
      if isUpright {
        canvas.write(tick.text, .tick, at: Point(x: left, y: top), .end, color: color, rotated: true)
      } else {
        canvas.write(tick.text, .tick, at: place, .middle, color: color)
      }
    }
    for tick in yTicks {
      let place = Point(x: frame.rect.x - Self.yTickGap, y: frame.position(tick, horizontally: false))
      canvas.write(tick.text, .tick, at: place, .end, color: color)
    }
  }

  private func drawLabels(_ rect: Rect, _ paint: Paint, _ canvas: Canvas) {
    let color = paint.theme.text
    // The middle of a title of one line is that of its line, of which capitals and descenders are but a part.
    let sunk = title.style.descent / 2
    title.write(at: Point(x: rect.x, y: rect.y - 5 - title.height + sunk), .start, color: color, on: canvas)
    let top = rect.maxY + insets.bottom - xLabel.height
    xLabel.write(at: Point(x: rect.midX, y: top), .middle, color: color, on: canvas)
    drawYLabel(rect, color, on: canvas)
  }

  /// In the middle of the axis, and if it is longer than that, above and below its ends.
  private func drawYLabel(_ rect: Rect, _ color: Color, on canvas: Canvas) {
    let (top, bottom) = (rect.y - insets.top, rect.maxY + insets.bottom)
    let half = yLabel.width(on: canvas) / 2
    let middle = min(max(rect.midY, top + half), bottom - half)
    yLabel.writeUpwards(at: Point(x: rect.x - insets.left, y: middle), color: color, on: canvas)
  }
}
