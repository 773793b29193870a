/// Counts of a quantity in bins of equal width, as bars without gaps.
public struct Histogram: Sendable, Equatable {
  /// Where the first bin begins.
  public var lower: Double
  /// Where the last bin ends.
  public var upper: Double
  /// The count of each bin.
  public var counts: [Double]
  /// The color.
  public var ink: Ink
  /// The name in the legend; empty for none.
  public var name: String

  /// The counts of `values` in `bins` bins between two limits; values beyond fall into the outermost bins, and what is
  /// no number into none.
  public init(
    _ values: [Double], lower: Double, upper: Double, bins: Int, ink: Ink = .category(0), name: String = ""
  ) {
    self.lower = lower
    self.upper = upper
    self.ink = ink
    self.name = name
    counts = [Double](repeating: 0, count: max(bins, 1))
    for value in values {
      let share = (value - lower) / (upper - lower)
      guard !share.isNaN else { continue }
      counts[Int(min(max(share, 0) * Double(counts.count), Double(counts.count - 1)))] += 1
    }
  }
}

extension Histogram: MarkContent {
  func extend(_ extent: inout Extent) {
    extent.y.standsOnZero = true
    extent.x.include([lower, upper])
    extent.y.include([0] + counts)
  }

  var legendEntries: [LegendEntry] { name.isEmpty ? [] : [LegendEntry(name, ink: ink, sample: .square)] }

  var highestCategory: Int { ink.category }

  func draw(in frame: Frame, on canvas: Canvas) {
    let base = frame.position(y: 0) ?? frame.rect.maxY
    let width = (upper - lower) / Double(counts.count)
    for (bin, count) in counts.enumerated() where count != 0 {
      guard let left = frame.position(x: lower + Double(bin) * width), let top = frame.position(y: count),
        let right = frame.position(x: lower + Double(bin + 1) * width)
      else { continue }
      let start = canvas.snapped(left)
      let rect = Rect(x: start, y: min(base, top), width: canvas.snapped(right) - start, height: (base - top).magnitude)
      canvas.fill(rect, frame.paint.color(ink), opacity: 0.92)
    }
  }
}
