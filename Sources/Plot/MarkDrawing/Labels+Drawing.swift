extension Labels: MarkContent {
  func extend(_ extent: inout Extent) {
    for label in labels where label.x.isFinite && label.y.isFinite {
      extent.x.include(label.x)
      extent.y.include(label.y)
    }
  }

  var highestCategory: Int { labels.map(\.ink.category).max() ?? -1 }

  func draw(in frame: Frame, on canvas: Canvas) {
    let lift = lift.isFinite ? min(max(lift, -1e3), 1e3) : 0
    let placed = labels.compactMap { label -> DataLabel? in
      guard let point = frame.place(label.x, label.y), frame.rect.contains(point) else { return nil }
      return DataLabel(point: point, text: label.text, color: frame.paint.textColor(label.ink), lift: lift)
    }
    canvas.write(placed, in: frame, within: 120)
  }
}
