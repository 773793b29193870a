import CCairo

/// The pixels of a PNG, decoded by Cairo.
public struct Pixels {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// width × height × 4 values: blue, green, red, and one without meaning.
  public let bytes: [UInt8]

  /// Decodes a PNG.
  public init(png: [UInt8]) throws {
    let source = Source(png)
    let surface = cairo_image_surface_create_from_png_stream(
      { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
        return Unmanaged<Source>.fromOpaque(closure).takeUnretainedValue().read(into: data, count: Int(count))
      }, Unmanaged.passUnretained(source).toOpaque())
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface) else {
      throw PictureComparison.Failure("not a PNG")
    }
    let (width, height) = (cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface))
    let (line, stride) = (Int(width) * 4, Int(cairo_image_surface_get_stride(surface)))
    let rows = (0..<Int(height)).map { UnsafeBufferPointer(start: data + $0 * stride, count: line) }
    self.width = Int(width)
    self.height = Int(height)
    bytes = rows.flatMap { [UInt8]($0) }
  }

  /// The red, green and blue value of a pixel.
  public func color(x: Int, y: Int) -> [UInt8] {
    let start = (y * width + x) * 4
    return [bytes[start + 2], bytes[start + 1], bytes[start]]
  }

  private final class Source {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    func read(into data: UnsafeMutablePointer<UInt8>, count: Int) -> cairo_status_t {
      guard rest.count >= count else { return CAIRO_STATUS_READ_ERROR }
      for (index, byte) in rest.prefix(count).enumerated() { data[index] = byte }
      rest = rest.dropFirst(count)
      return CAIRO_STATUS_SUCCESS
    }
  }
}
