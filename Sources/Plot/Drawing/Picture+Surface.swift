import CCairo

extension Picture {
  /// What is on one of Cairo's surfaces, without its transparency; nil if it has no pixels.
  init?(of surface: OpaquePointer?) {
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return nil }
    let width = Int(cairo_image_surface_get_width(surface)), height = Int(cairo_image_surface_get_height(surface))
    let stride = Int(cairo_image_surface_get_stride(surface))
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { bytes, count in
      for row in 0..<height {
        let line = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
        var place = 3 * row * width
        for column in 0..<width {
          bytes[place] = UInt8(truncatingIfNeeded: line[column] >> 16)
          bytes[place + 1] = UInt8(truncatingIfNeeded: line[column] >> 8)
          bytes[place + 2] = UInt8(truncatingIfNeeded: line[column])
          place += 3
        }
      }
      count = 3 * width * height
    }
    self.init(width: width, height: height, channels: 3, pixels: pixels)
  }

  /// The image as one of Cairo's surfaces; the caller destroys it.
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

extension Picture {
  /// The image as a PNG file, a pixel for a pixel, 72 of them to the inch.
  public func png() throws(PlotError) -> [UInt8] {
    guard let file = PNGFile(self, pixelsPerMeter: 2835) else { throw .cairo("out of memory") }
    return file.bytes
  }
}
