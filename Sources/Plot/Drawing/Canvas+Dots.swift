import CCairo
import Interruption

extension Canvas {
  /// Layers that the dots of a vector format are drawn in.
  private static let layers = 40

  /// Draws dots onto a page of pixels, each as one of the stamps for its place within a pixel.
  func stampDots(_ dots: [Dot], _ style: DotStyle, pixelsPerPoint: Double) {
    guard let pixels = PixelBuffer(of: context) else { return }
    let stamps = DotStamps(radius: style.diameter / 2 * pixelsPerPoint, opacity: style.opacity)
    let colors = style.colors.map(\.pixel)
    var origin = Point(x: 0, y: 0)
    cairo_user_to_device(context, &origin.x, &origin.y)
    for (index, dot) in dots.enumerated() {
      if index % 4096 == 0, Interruption.isRequested { break }
      let place = Point(x: dot.center.x * pixelsPerPoint + origin.x, y: dot.center.y * pixelsPerPoint + origin.y)
      stamps.stamp(colors[dot.swatch], at: place, onto: pixels)
    }
    pixels.finish()
  }

  /// Draws dots as round-capped strokes without length, in layers, the dots of one color in a layer as one path: as fair to
  /// all colors as one by one, at a fraction of the size.
  func strokeDots(_ dots: [Dot], _ style: DotStyle) {
    cairo_set_line_width(context, style.diameter)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    cairo_set_dash(context, nil, 0, 0)
    let height = max(1, (dots.count + Self.layers - 1) / Self.layers)
    for start in stride(from: 0, to: dots.count, by: height) where !Interruption.isRequested {
      let layer = dots[start..<min(start + height, dots.count)].sorted { $0.swatch < $1.swatch }
      for run in layer.chunked(by: \.swatch) {
        for dot in run {
          cairo_move_to(context, dot.center.x, dot.center.y)
          cairo_line_to(context, dot.center.x, dot.center.y)
        }
        use(style.colors[run[run.startIndex].swatch], opacity: style.opacity)
        cairo_stroke(context)
      }
    }
  }
}

extension Array {
  /// The longest runs of neighbors with the same key.
  fileprivate func chunked<Key: Equatable>(by key: (Element) -> Key) -> [ArraySlice<Element>] {
    var runs: [ArraySlice<Element>] = []
    var start = 0
    for index in indices where index + 1 == count || key(self[index]) != key(self[index + 1]) {
      runs.append(self[start...index])
      start = index + 1
    }
    return runs
  }
}
