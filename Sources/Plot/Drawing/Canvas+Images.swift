import CCairo

extension Canvas {
  /// Draws a part of the page as pixels, and puts them onto the page as one image.
  func embedPixels(in rect: Rect, pixelsPerPoint: Double, _ draw: (Canvas) -> Void) {
    let width = Int32((rect.width * pixelsPerPoint).rounded(.up))
    let height = Int32((rect.height * pixelsPerPoint).rounded(.up))
    let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height)
    defer { cairo_surface_destroy(surface) }
    guard let part = try? Canvas(on: surface, pixelsPerPoint: pixelsPerPoint) else { return }
    cairo_translate(part.context, -rect.x, -rect.y)
    draw(part)
    saving {
      cairo_translate(context, rect.x, rect.y)
      cairo_scale(context, 1 / pixelsPerPoint, 1 / pixelsPerPoint)
      cairo_set_source_surface(context, surface, 0, 0)
      cairo_paint(context)
    }
  }

  /// Draws an image into a rectangle, its pixels sharp.
  func paint(_ picture: Picture, in rect: Rect) {
    let surface = picture.surface()
    defer { cairo_surface_destroy(surface) }
    saving {
      cairo_translate(context, rect.x, rect.y)
      cairo_scale(context, rect.width / Double(picture.width), rect.height / Double(picture.height))
      cairo_set_source_surface(context, surface, 0, 0)
      cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
      cairo_paint(context)
    }
  }
}

extension Picture {
  /// The image as one of Cairo's; the caller destroys it.
  func surface() -> OpaquePointer? {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(clamping: width), Int32(clamping: height))
    guard let bytes = cairo_image_surface_get_data(surface) else { return surface }
    let stride = Int(cairo_image_surface_get_stride(surface))
    cairo_surface_flush(surface)
    for row in 0..<height {
      let line = UnsafeMutableRawPointer(bytes + row * stride).assumingMemoryBound(to: UInt32.self)
      for column in 0..<width { line[column] = pixel(row, column) }
    }
    cairo_surface_mark_dirty(surface)
    return surface
  }

  private func pixel(_ row: Int, _ column: Int) -> UInt32 {
    let start = (row * width + column) * channels
    let red = UInt32(pixels[start])
    guard channels == 3 else { return red << 16 | red << 8 | red }
    return red << 16 | UInt32(pixels[start + 1]) << 8 | UInt32(pixels[start + 2])
  }
}
