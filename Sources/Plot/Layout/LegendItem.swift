/// A line of a legend.
enum LegendItem {
  case heading(String)
  case entry(LegendEntry)
  /// A further line of the entry's name above.
  case more(String)
  case note(String)

  /// The height of a line.
  static let height = 13.5

  private static let sample = 20.0
  /// The most lines of a name.
  private static let mostLines = 4

  /// A figure's entries, each once, under its group's heading, groups in the order they first appear in.
  static func items(of figure: Figure) -> [LegendItem] {
    guard figure.legend.isShown else { return [] }
    let entries = figure.panels.flatMap(\.marks).flatMap(\.legendEntries) + figure.legend.extra
    var seen: Set<LegendEntry> = []
    let unique = entries.filter { seen.insert($0).inserted }
    var groups: [String] = []
    for entry in unique where !groups.contains(entry.group) { groups.append(entry.group) }
    return groups.flatMap { group in
      (group.isEmpty ? [] : [LegendItem.heading(group)]) + unique.filter { $0.group == group }.map(LegendItem.entry)
    }
  }

  /// What counts the entries that have no room.
  static func missing(_ count: Int) -> LegendItem { .note("… \(count) more") }

  /// The item on as many lines as its text needs in that width, samples included.
  func lines(within width: Double, on canvas: Canvas) -> [LegendItem] {
    func wrapped(_ text: String, _ style: TextStyle, _ room: Double) -> [String] {
      TextBlock.wrapped(text, style, within: max(room, Self.sample), atMost: Self.mostLines, on: canvas)
    }
    switch self {
    case .heading(let text): return wrapped(text, .legendTitle, width).map(LegendItem.heading)
    case .entry(var entry):
      let lines = wrapped(entry.name, .legend, width - Self.sample)
      entry.name = lines.first ?? ""
      return [.entry(entry)] + lines.dropFirst().map(LegendItem.more)
    case .more, .note: return [self]
    }
  }

  /// Whether it belongs to the line above.
  var isMore: Bool { if case .more = self { true } else { false } }

  var isHeading: Bool { if case .heading = self { true } else { false } }

  func width(on canvas: Canvas) -> Double {
    switch self {
    case .heading(let text): canvas.width(text, .legendTitle)
    case .entry(let entry): Self.sample + canvas.width(entry.name, .legend)
    case .more(let text), .note(let text): Self.sample + canvas.width(text, .legend)
    }
  }

  /// Draws the line from its left end, centered on its height.
  func draw(at place: Point, paint: Paint, on canvas: Canvas) {
    let beside = Point(x: place.x + Self.sample, y: place.y)
    switch self {
    case .heading(let text):
      canvas.write(text, .legendTitle, at: place, .start, color: paint.theme.text)
    case .entry(let entry):
      drawSample(entry, at: Point(x: place.x + 7, y: place.y), paint.color(entry.ink), canvas)
      canvas.write(entry.name, .legend, at: beside, .start, color: paint.theme.text)
    case .more(let text):
      canvas.write(text, .legend, at: beside, .start, color: paint.theme.text)
    case .note(let text):
      canvas.write(text, .legend, at: beside, .start, color: paint.theme.muted)
    }
  }

  /// The letter that stands for a sample in a terminal.
  private static func letter(_ sample: LegendEntry.Sample) -> String {
    switch sample {
    case .dot: "●"
    case .square: "■"
    case .line(.solid): "──"
    case .line: "╌╌"
    case .ellipse: "○"
    }
  }

  private func drawSample(_ entry: LegendEntry, at center: Point, _ color: Color, _ canvas: Canvas) {
    if canvas.cells != nil {
      return canvas.write(Self.letter(entry.sample), .legend, at: center, .middle, color: color)
    }
    switch entry.sample {
    case .dot:
      canvas.dot(at: center, diameter: 6, color)
    case .square:
      canvas.fill(Rect(x: center.x - 4, y: center.y - 4, width: 8, height: 8), color)
    case .line(let dash):
      let ends = [Point(x: center.x - 7, y: center.y), Point(x: center.x + 8, y: center.y)]
      canvas.polyline(ends, color, width: 1.6, dash: dash)
    case .ellipse:
      canvas.oval(in: Rect(x: center.x - 6.5, y: center.y - 3.8, width: 13, height: 7.6), color, width: 1.4)
    }
  }
}
