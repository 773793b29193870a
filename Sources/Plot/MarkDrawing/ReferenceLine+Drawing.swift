extension ReferenceLine: MarkContent {
  func extend(_ extent: inout Extent) {
    switch direction {
    case .horizontal: extent.y.include(value)
    case .vertical: extent.x.include(value)
    }
  }

  var highestCategory: Int { ink.category }

  func draw(in frame: Frame, on canvas: Canvas) {
    let rect = frame.rect
    let color = frame.paint.color(ink)
    switch direction {
    case .horizontal:
      guard let y = frame.position(y: value), y >= rect.y, y <= rect.maxY else { return }
      canvas.polyline([Point(x: rect.x, y: y), Point(x: rect.maxX, y: y)], color, width: 1.1, dash: dash)
      let isHigh = y < rect.y + 14
      write(at: Point(x: rect.maxX - 4, y: isHigh ? y + 7 : y - 7), .end, within: rect.width - 8, frame, canvas)
    case .vertical:
      guard let x = frame.position(x: value), x >= rect.x, x <= rect.maxX else { return }
      canvas.polyline([Point(x: x, y: rect.y), Point(x: x, y: rect.maxY)], color, width: 1.1, dash: dash)
      let isRight = x > rect.midX
      let room = isRight ? x - rect.x : rect.maxX - x
      write(
        at: Point(x: isRight ? x - 4 : x + 4, y: rect.y + 9), isRight ? .end : .start, within: room - 8, frame, canvas)
    }
  }

  private func write(at place: Point, _ anchor: Anchor, within room: Double, _ frame: Frame, _ canvas: Canvas) {
    let text = canvas.fitted(label, .note, within: room)
    canvas.write(text, .note, at: place, anchor, color: frame.paint.color(ink), halo: frame.paint.theme.background)
  }
}
