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
