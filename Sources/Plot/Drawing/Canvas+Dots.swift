import CCairo

extension Canvas {
  /// Positions within a pixel that a dot is drawn at, each way.
  private static let phases = 4
  /// Layers that the dots of a vector format are drawn in.
  private static let layers = 40

  /// Draws dots as pixels: one stamp for each of 4 × 4 positions within a pixel, used again and again.
  func stampDots(_ dots: [Dot], _ style: DotStyle, pixelsPerPoint: Double) {
    let radius = style.diameter / 2 * pixelsPerPoint
    let margin = Int(radius.rounded(.up)) + 1
    let stamps = (0..<Self.phases * Self.phases).map { stamp(radius: radius, margin: margin, phase: $0) }
    defer { stamps.forEach(cairo_surface_destroy) }
    saving {
      var swatch = -1
      var origin = Point(x: 0, y: 0)
      cairo_user_to_device(context, &origin.x, &origin.y)
      cairo_identity_matrix(context)
      for dot in dots {
        if dot.swatch != swatch {
          swatch = dot.swatch
          use(style.colors[swatch], opacity: style.opacity)
        }
        let (x, column) = pixel(dot.center.x * pixelsPerPoint + origin.x)
        let (y, row) = pixel(dot.center.y * pixelsPerPoint + origin.y)
        cairo_mask_surface(context, stamps[row * Self.phases + column], Double(x - margin), Double(y - margin))
      }
    }
  }

  /// The pixel a position falls into, and which part of it.
  private func pixel(_ position: Double) -> (Int, phase: Int) {
    let parts = Int((position * Double(Self.phases)).rounded(.down))
    return (parts >> 2, parts & 3)
  }

  private func stamp(radius: Double, margin: Int, phase: Int) -> OpaquePointer? {
    let side = Int32(2 * margin + 1)
    let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, side, side)
    let context = cairo_create(surface)
    defer { cairo_destroy(context) }
    let center = { (part: Int) in Double(margin) + (Double(part) + 0.5) / Double(Self.phases) }
    cairo_arc(context, center(phase % Self.phases), center(phase / Self.phases), radius, 0, 2 * .pi)
    cairo_fill(context)
    return surface
  }

  /// Draws dots as round-capped strokes without length, in layers, the dots of one color in a layer as one path: as fair to
  /// all colors as one by one, at a fraction of the size.
  func strokeDots(_ dots: [Dot], _ style: DotStyle) {
    cairo_set_line_width(context, style.diameter)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    cairo_set_dash(context, nil, 0, 0)
    let height = max(1, (dots.count + Self.layers - 1) / Self.layers)
    for start in stride(from: 0, to: dots.count, by: height) {
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
