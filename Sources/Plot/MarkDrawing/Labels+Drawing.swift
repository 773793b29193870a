extension Labels: MarkContent {
  func extend(_ extent: inout Extent) {
    for label in labels where label.x.isFinite && label.y.isFinite {
      extent.x.include(label.x)
      extent.y.include(label.y)
    }
  }

  var highestCategory: Int { labels.map(\.ink.category).max() ?? -1 }

  func draw(in frame: Frame, on canvas: Canvas) {
    for label in labels {
      guard var place = frame.place(label.x, label.y), frame.rect.contains(place) else { continue }
      place.y -= lift.isFinite ? min(max(lift, -1e3), 1e3) : 0
      let text = canvas.fitted(label.text, .ellipse, within: 120)
      canvas.write(
        text, .ellipse, at: place, .middle, color: frame.paint.textColor(label.ink), halo: frame.paint.theme.background)
    }
  }
}
