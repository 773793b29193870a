/// Bars at the positions 0, 1, 2, … of an axis with the scale `.categories`.
public struct Bars: Sendable, Equatable {
  /// How several series share a position.
  public enum Arrangement: Sendable, Equatable {
    /// Side by side.
    case grouped
    /// One on top of the other.
    case stacked
  }

  /// One value per position in one color.
  public struct Series: Sendable, Equatable {
    /// The name in the legend; empty for none.
    public var name: String
    /// The heights.
    public var values: [Double]
    /// The color.
    public var ink: Ink

    /// Heights with a name and a color.
    public init<Value: BinaryFloatingPoint>(name: String = "", values: [Value], ink: Ink = .category(0)) {
      self.name = name
      self.values = values.map { Double($0) }
      self.ink = ink
    }
  }

  /// The series, in the legend's order.
  public var series: [Series]
  /// How several series share a position.
  public var arrangement: Arrangement
  /// The heading of the series in the legend; empty for none.
  public var title: String

  /// Bars of one or several series.
  public init(_ series: [Series], arrangement: Arrangement = .grouped, title: String = "") {
    self.series = series
    self.arrangement = arrangement
    self.title = title
  }
}

extension Bars: MarkContent {
  /// The share of a position that its bars take.
  private static let share = 0.8

  func extend(_ extent: inout Extent) {
    extent.y.standsOnZero = true
    for bar in bars where bar.isFinite {
      extent.x.include(bar.x)
      extent.x.include(bar.x + bar.width)
      extent.y.include(bar.base)
      extent.y.include(bar.top)
    }
  }

  var legendEntries: [LegendEntry] {
    series.filter { !$0.name.isEmpty }.map { LegendEntry($0.name, ink: $0.ink, sample: .square, group: title) }
  }

  var highestCategory: Int { series.map(\.ink.category).max() ?? -1 }

  func draw(in frame: Frame, on canvas: Canvas) {
    for bar in bars where bar.isFinite {
      let base = frame.position(y: bar.base) ?? frame.rect.maxY
      guard let left = frame.position(x: bar.x), let right = frame.position(x: bar.x + bar.width),
        let top = frame.position(y: bar.top)
      else { continue }
      let start = canvas.snapped(left)
      let width = max(canvas.snapped(right) - start, 1 / (canvas.pixelsPerPoint ?? 4))
      let rect = Rect(x: start, y: min(base, top), width: width, height: (base - top).magnitude)
      canvas.fill(rect, frame.paint.color(bar.ink), opacity: 0.92)
      if let edge = frame.paint.edgeColor(bar.ink) { canvas.outline(rect, edge) }
    }
    if let zero = frame.position(y: 0), zero < frame.rect.maxY {
      let (start, end) = (Point(x: frame.rect.x, y: zero), Point(x: frame.rect.maxX, y: zero))
      canvas.hairline(from: start, to: end, frame.paint.theme.muted)
    }
  }

  private struct Bar {
    let x: Double
    let width: Double
    let base: Double
    let top: Double
    let ink: Ink

    var isFinite: Bool { base.isFinite && top.isFinite }
  }

  private var bars: [Bar] {
    switch arrangement {
    case .grouped: groupedBars
    case .stacked: stackedBars
    }
  }

  private var groupedBars: [Bar] {
    let width = Self.share / Double(max(series.count, 1))
    return series.enumerated().flatMap { place, series in
      series.values.enumerated().map { position, value in
        let x = Double(position) - Self.share / 2 + Double(place) * width
        return Bar(x: x, width: width, base: 0, top: value, ink: series.ink)
      }
    }
  }

  /// Negative values are piled downwards, apart from the positive ones.
  private var stackedBars: [Bar] {
    let positions = series.map(\.values.count).max() ?? 0
    return (0..<positions).flatMap { position in
      var (height, depth) = (0.0, 0.0)
      return series.filter { position < $0.values.count && $0.values[position].isFinite }.map { series in
        let value = series.values[position]
        let base = value < 0 ? depth : height
        if value < 0 { depth += value } else { height += value }
        let x = Double(position) - Self.share / 2
        return Bar(x: x, width: Self.share, base: base, top: base + value, ink: series.ink)
      }
    }
  }
}
