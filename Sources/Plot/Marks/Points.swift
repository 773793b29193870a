import Glibc

/// A scatter of points. A point with a coordinate that is not finite is left out.
///
/// Points are drawn in a shuffled order that is the same each time, so that no category covers the others.
public struct Points: Sendable, Equatable {
  /// What colors the points.
  public enum Coloring: Sendable, Equatable {
    /// All alike; a name enters the legend.
    case single(Ink, name: String = "")
    /// A category per point, counted from 0; `names[k]` enters the legend for category k, under `title`.
    case categories([Int], names: [String], title: String = "")
    /// A quantity per point, shown by a color bar with `title`; a missing limit is the least or the greatest value.
    case values([Double], title: String, lower: Double? = nil, upper: Double? = nil)
  }

  /// The horizontal coordinates.
  public var x: [Double]
  /// The vertical coordinates, as many as `x`.
  public var y: [Double]
  /// What colors the points.
  public var coloring: Coloring
  /// The diameter in points (1/72 inch); `nil` takes one that suits the number of points.
  public var size: Double?
  /// The opacity, 0…1; `nil` takes one that suits the number of points.
  public var opacity: Double?

  /// A scatter of the points (x[i], y[i]).
  public init<Value: BinaryFloatingPoint>(
    x: [Value], y: [Value], coloring: Coloring = .single(.category(0)), size: Double? = nil, opacity: Double? = nil
  ) {
    self.x = x.map { Double($0) }
    self.y = y.map { Double($0) }
    self.coloring = coloring
    self.size = size
    self.opacity = opacity
  }
}

extension Points: MarkContent {
  /// The number of points beyond which a vector format holds them as pixels.
  private static let mostVectorPoints = 20_000
  /// Pixels to the point, 300 to the inch, for marks held as pixels in a vector format.
  private static let embeddedPixelsPerPoint = 300.0 / 72

  func extend(_ extent: inout Extent) {
    for (x, y) in zip(x, y) where x.isFinite && y.isFinite {
      extent.x.include(x)
      extent.y.include(y)
    }
  }

  var legendEntries: [LegendEntry] {
    switch coloring {
    case .single(let ink, let name): name.isEmpty ? [] : [LegendEntry(name, ink: ink, sample: .dot)]
    case .categories(_, let names, let title):
      names.enumerated().filter { !$0.element.isEmpty }.map {
        LegendEntry($0.element, ink: .category($0.offset), sample: .dot, group: title)
      }
    case .values: []
    }
  }

  var colorBars: [ColorBar] {
    if case .values(let values, let title, let lower, let upper) = coloring {
      [ColorBar(values, title: title, lower: lower, upper: upper)]
    } else {
      []
    }
  }

  var highestCategory: Int {
    switch coloring {
    case .single(let ink, _): ink.category
    case .categories(let categories, let names, _): max(categories.max() ?? -1, names.count - 1)
    case .values: -1
    }
  }

  /// Some of the points, enough to tell where there are many.
  func obstacles(in frame: Frame) -> [Point] {
    let count = min(x.count, y.count)
    return stride(from: 0, to: count, by: max(1, count / 1000)).compactMap { frame.place(x[$0], y[$0]) }
  }

  func draw(in frame: Frame, on canvas: Canvas) {
    let colors = Swatches(coloring, count: min(x.count, y.count), paint: frame.paint)
    let dots = ShuffledOrder.indices(count: colors.count).compactMap { index -> Dot? in
      guard let center = frame.place(x[index], y[index]), frame.rect.contains(center, margin: 10) else { return nil }
      return Dot(center: center, swatch: colors.index(index))
    }
    let style = DotStyle(
      diameter: diameter(of: dots.count, in: frame.rect), opacity: opacity(of: dots.count),
      colors: colors.colors)
    if let pixels = canvas.pixelsPerPoint {
      canvas.stampDots(dots, style, pixelsPerPoint: pixels)
    } else if dots.count > Self.mostVectorPoints {
      canvas.embedPixels(in: frame.rect, pixelsPerPoint: Self.embeddedPixelsPerPoint) {
        $0.stampDots(dots, style, pixelsPerPoint: Self.embeddedPixelsPerPoint)
      }
    } else {
      canvas.strokeDots(dots, style)
    }
  }

  /// From 5.5 points for 100 dots down to 1.6 for 100,000, on a panel of 4.6 by 3.5 inches; less on a smaller one.
  private func diameter(of count: Int, in rect: Rect) -> Double {
    if let size, size.isFinite { return min(max(size, 0.3), 100) }
    let area = min(max((rect.width * rect.height / 82_000).squareRoot(), 0.55), 1.15)
    return (5.5 - 1.3 * log10(Double(max(count, 100)) / 100)) * area
  }

  private func opacity(of count: Int) -> Double {
    if let opacity, opacity.isFinite { return min(max(opacity, 0), 1) }
    return min(max(1.15 - 0.13 * log10(Double(max(count, 10))), 0.5), 0.9)
  }
}
