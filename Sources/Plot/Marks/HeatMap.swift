/// Cells colored by a quantity, with a text in each if there is room for it. Column c is centered at c and row r at r,
/// as axes with the scale `.categories` have them.
public struct HeatMap: Sendable, Equatable {
  /// The quantity by row and column, the lowest row first. A cell without a finite value stays empty.
  public var values: [[Double]]
  /// The texts of the cells, as many as there are values; none where empty.
  public var texts: [[String]]
  /// The quantity's name above its color bar.
  public var title: String
  /// The value of the first color; `nil` for the least value.
  public var lower: Double?
  /// The value of the last color; `nil` for the greatest value.
  public var upper: Double?
  /// Whether the range is around zero, with a color for each side.
  public var isSigned = false

  /// Cells colored by `values`, the lowest row first.
  public init(
    values: [[Double]], texts: [[String]] = [], title: String = "", lower: Double? = nil, upper: Double? = nil
  ) {
    self.values = values
    self.texts = texts
    self.title = title
    self.lower = lower
    self.upper = upper
  }
}

extension HeatMap: MarkContent {
  func extend(_ extent: inout Extent) {
    extent.x.include([-0.5, Double(values.map(\.count).max() ?? 0) - 0.5])
    extent.y.include([-0.5, Double(values.count) - 0.5])
  }

  var colorBars: [ColorBar] { [bar] }

  var highestCategory: Int { -1 }

  private var bar: ColorBar {
    var bar = ColorBar(values.flatMap { $0 }, title: title, lower: lower, upper: upper)
    bar.use = isSigned ? .signedAreas : .areas
    return bar
  }

  func draw(in frame: Frame, on canvas: Canvas) {
    let bar = bar
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() where value.isFinite {
        guard let rect = cell(row, column, frame, canvas) else { continue }
        let color = bar.color(of: value, on: frame.paint.theme)
        canvas.fill(rect, color)
        write(row, column, in: rect, on: color, canvas)
      }
    }
  }

  /// A cell's place, with edges on pixels and a hair of the background around it.
  private func cell(_ row: Int, _ column: Int, _ frame: Frame, _ canvas: Canvas) -> Rect? {
    guard let left = frame.position(x: Double(column) - 0.5), let right = frame.position(x: Double(column) + 0.5),
      let top = frame.position(y: Double(row) + 0.5), let bottom = frame.position(y: Double(row) - 0.5)
    else { return nil }
    let (x, y) = (canvas.snapped(left), canvas.snapped(top))
    let hair = min(0.5, (right - left) / 20)
    return Rect(x: x, y: y, width: canvas.snapped(right) - x - hair, height: canvas.snapped(bottom) - y - hair)
  }

  private func write(_ row: Int, _ column: Int, in rect: Rect, on color: Color, _ canvas: Canvas) {
    guard row < texts.count, column < texts[row].count, rect.height > TextStyle.note.lineHeight,
      canvas.width(texts[row][column], .note) < rect.width - 2
    else { return }
    let inks = [Theme.light.text, Theme.dark.text]
    let ink = inks.max { $0.contrast(to: color) < $1.contrast(to: color) } ?? inks[0]
    let text = canvas.fitted(texts[row][column], .note, within: rect.width)
    canvas.write(text, .note, at: Point(x: rect.midX, y: rect.midY), .middle, color: ink, halo: color)
  }
}
