import CCairo

/// A point of a scatter on the page.
struct Dot {
  let center: Point
  /// Which of the style's colors it has.
  let swatch: Int
}

/// What the dots of a scatter have in common.
struct DotStyle {
  /// In points.
  let diameter: Double
  let opacity: Double
  let colors: [Color]
}

/// A dot's coverage of the pixels around it, for each of 4 × 4 places of its center within a pixel.
struct DotStamps {
  /// Places within a pixel, each way.
  private static let phases = 4

  /// Pixels from the center's one to a stamp's edge.
  private let margin: Int
  /// Shares of 255, by place, row and column.
  private let shares: [UInt8]

  private var side: Int { 2 * margin + 1 }

  init(radius: Double, opacity: Double) {
    margin = Int(radius.rounded(.up)) + 1
    let margin = margin
    shares = (0..<Self.phases * Self.phases).flatMap { phase in
      Self.coverage(radius: radius, margin: margin, phase: phase).map { UInt8((Double($0) * opacity).rounded()) }
    }
  }

  private static func coverage(radius: Double, margin: Int, phase: Int) -> [UInt8] {
    let side = 2 * margin + 1
    let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(side), Int32(side))
    defer { cairo_surface_destroy(surface) }
    let context = cairo_create(surface)
    defer { cairo_destroy(context) }
    let center = { (part: Int) in Double(margin) + (Double(part) + 0.5) / Double(phases) }
    cairo_arc(context, center(phase % phases), center(phase / phases), radius, 0, 2 * .pi)
    cairo_fill(context)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return [UInt8](repeating: 0, count: side * side) }
    let stride = Int(cairo_image_surface_get_stride(surface))
    return (0..<side * side).map { data[$0 / side * stride + $0 % side] }
  }

  /// Draws a dot with its center at a place in pixels.
  func stamp(_ color: UInt32, at place: Point, onto pixels: PixelBuffer) {
    let (column, x) = Self.pixel(place.x), (row, y) = Self.pixel(place.y)
    let columns = (column - margin..<column + margin + 1).clamped(to: pixels.columns)
    let rows = (row - margin..<row + margin + 1).clamped(to: pixels.rows)
    let first = (y * Self.phases + x) * side * side
    shares.withUnsafeBufferPointer { shares in
      for target in rows {
        let line = first + (target - row + margin) * side - column + margin
        for place in columns where shares[line + place] > 0 {
          pixels.cover(column: place, row: target, with: color, share: UInt32(shares[line + place]))
        }
      }
    }
  }

  /// The pixel a position falls into, and which part of it.
  private static func pixel(_ position: Double) -> (Int, phase: Int) {
    let parts = Int((position * Double(phases)).rounded(.down))
    return (parts >> 2, parts & 3)
  }
}
