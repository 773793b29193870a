import CCairo

/// A page to draw on: Cairo's context with lengths in points, from the top left corner.
final class Canvas {
  let context: OpaquePointer
  /// Device pixels to the point, for pictures of pixels; `nil` for vector formats.
  let pixelsPerPoint: Double?
  let typesetter: Typesetter
  /// The family of its letters; nil for the usual one.
  let font: String?
  /// The cells that its texts are put to, in a terminal of letters; nil if they are drawn.
  let cells: CellGrid?
  /// Where the page begins that is drawn, on the whole one.
  private(set) var origin = Point(x: 0, y: 0)
  /// Where text stands that must not overlap: all but that on data.
  var textBoxes: [(text: String, rect: Rect)] = []
  /// How many images found no room.
  var thumbnailsLeftOut = 0

  /// A page on a surface, which it keeps alive.
  init(
    on surface: OpaquePointer?, pixelsPerPoint: Double?, font: String? = nil, cells: CellGrid? = nil
  ) throws(PlotError) {
    guard let context = cairo_create(surface) else { throw .cairo("out of memory") }
    self.context = context
    typesetter = try Typesetter(family: font)
    self.font = font
    self.cells = cells
    self.pixelsPerPoint = pixelsPerPoint
    if let pixelsPerPoint { cairo_scale(context, pixelsPerPoint, pixelsPerPoint) }
  }

  deinit { cairo_destroy(context) }

  /// A page for measuring only.
  static func forMeasuring(font: String? = nil) throws(PlotError) -> Canvas {
    let surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nil)
    defer { cairo_surface_destroy(surface) }
    return try Canvas(on: surface, pixelsPerPoint: nil, font: font)
  }

  /// Draws with the context's state restored afterwards.
  func saving(_ draw: () -> Void) {
    cairo_save(context)
    draw()
    cairo_restore(context)
  }

  /// Draws what falls into a rectangle.
  func clipped(to rect: Rect, _ draw: () -> Void) {
    saving {
      cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
      cairo_clip(context)
      draw()
    }
  }

  /// Draws a page of its own into a rectangle, from that one's corner on.
  func moved(to rect: Rect, _ draw: () -> Void) {
    let before = origin, corner = Point(x: snapped(rect.x), y: snapped(rect.y))
    origin = Point(x: before.x + corner.x, y: before.y + corner.y)
    clipped(to: rect) {
      cairo_translate(context, corner.x, corner.y)
      draw()
    }
    origin = before
  }

  func use(_ color: Color, opacity: Double = 1) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, opacity)
  }

  /// The nearest edge of a pixel; the same place in vector formats.
  func snapped(_ position: Double) -> Double {
    guard let pixelsPerPoint else { return position }
    return (position * pixelsPerPoint).rounded() / pixelsPerPoint
  }

  func fillPage(_ color: Color) {
    use(color)
    cairo_paint(context)
  }

  func fill(_ rect: Rect, _ color: Color, opacity: Double = 1) {
    use(color, opacity: opacity)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_fill(context)
  }

  /// A thin line along the inside of a rectangle.
  func outline(_ rect: Rect, _ color: Color) {
    let width = min(0.7, rect.width / 4, rect.height / 4)
    use(color)
    cairo_set_line_width(context, width)
    cairo_set_dash(context, nil, 0, 0)
    cairo_rectangle(context, rect.x + width / 2, rect.y + width / 2, rect.width - width, rect.height - width)
    cairo_stroke(context)
  }

  func dot(at center: Point, diameter: Double, _ color: Color, opacity: Double = 1) {
    use(color, opacity: opacity)
    cairo_new_sub_path(context)
    cairo_arc(context, center.x, center.y, diameter / 2, 0, 2 * .pi)
    cairo_fill(context)
  }

  func oval(in rect: Rect, _ color: Color, width: Double) {
    saving {
      cairo_translate(context, rect.midX, rect.midY)
      cairo_scale(context, rect.width / 2, rect.height / 2)
      cairo_new_path(context)
      cairo_arc(context, 0, 0, 1, 0, 2 * .pi)
    }
    use(color)
    cairo_set_line_width(context, width)
    cairo_set_dash(context, nil, 0, 0)
    cairo_stroke(context)
  }

  /// Colors at equal steps from the bottom of a rectangle to its top.
  func fillGradient(_ rect: Rect, from colors: [Color]) {
    let gradient = cairo_pattern_create_linear(0, rect.maxY, 0, rect.y)
    defer { cairo_pattern_destroy(gradient) }
    for (index, color) in colors.enumerated() {
      let offset = Double(index) / Double(max(colors.count - 1, 1))
      cairo_pattern_add_color_stop_rgb(gradient, offset, color.red, color.green, color.blue)
    }
    cairo_set_source(context, gradient)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_fill(context)
  }
}

extension Canvas {
  /// Fills what loops enclose; a loop the other way around cuts a hole.
  func fillRegion(_ loops: [[Point]], _ color: Color) {
    cairo_new_path(context)
    for loop in loops {
      cairo_new_sub_path(context)
      for point in loop { cairo_line_to(context, point.x, point.y) }
      cairo_close_path(context)
    }
    use(color)
    cairo_fill(context)
  }
}
