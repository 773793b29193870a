import CCairo

/// The pixels behind a page, to be changed without Cairo, within its clip.
struct PixelBuffer {
  private let surface: OpaquePointer
  private let pixels: UnsafeMutablePointer<UInt32>
  /// Pixels from one row to the next.
  private let stride: Int
  /// The columns and rows that may be changed.
  let columns: Range<Int>
  let rows: Range<Int>

  /// Nil where the page has no pixels.
  init?(of context: OpaquePointer) {
    guard let surface = cairo_get_target(context) else { return nil }
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return nil }
    self.surface = surface
    pixels = UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self)
    stride = Int(cairo_image_surface_get_stride(surface)) / 4
    var (left, top, right, bottom) = (0.0, 0.0, 0.0, 0.0)
    cairo_clip_extents(context, &left, &top, &right, &bottom)
    cairo_user_to_device(context, &left, &top)
    cairo_user_to_device(context, &right, &bottom)
    columns = Self.range(left, right, Int(cairo_image_surface_get_width(surface)))
    rows = Self.range(top, bottom, Int(cairo_image_surface_get_height(surface)))
  }

  private static func range(_ lower: Double, _ upper: Double, _ count: Int) -> Range<Int> {
    let first = Int(min(max(lower.rounded(), 0), Double(count)))
    return first..<max(first, Int(min(max(upper.rounded(), 0), Double(count))))
  }

  /// Covers a pixel within `columns` and `rows` with a share of 255 of an opaque color.
  @inline(__always)
  func cover(column: Int, row: Int, with color: UInt32, share: UInt32) {
    let target = pixels + row * stride + column
    let rest = 255 - share
    // Two channels at once, divided by 255 with rounding.
    let even = (color & 0xFF00FF) &* share &+ (target.pointee & 0xFF00FF) &* rest &+ 0x80_0080
    let odd = (color >> 8 & 0xFF00FF) &* share &+ (target.pointee >> 8 & 0xFF00FF) &* rest &+ 0x80_0080
    target.pointee =
      (even &+ (even >> 8 & 0xFF00FF)) >> 8 & 0xFF00FF | (odd &+ (odd >> 8 & 0xFF00FF)) & 0xFF00_FF00
  }

  /// Tells Cairo that pixels changed.
  func finish() { cairo_surface_mark_dirty(surface) }
}
