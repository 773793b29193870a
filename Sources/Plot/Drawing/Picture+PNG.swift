import CCairo

extension Picture {
  /// The image as a PNG file, a pixel for a pixel, in red, green and blue.
  public func png() throws(PlotError) -> [UInt8] {
    let sink = ByteSink()
    let surface = surface()
    defer { cairo_surface_destroy(surface) }
    let status = cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.closure)
    guard status == CAIRO_STATUS_SUCCESS else { throw .cairo(String(cString: cairo_status_to_string(status))) }
    return sink.bytes
  }
}
