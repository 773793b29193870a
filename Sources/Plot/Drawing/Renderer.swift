import CCairo
import Interruption

/// The kind of file a figure becomes.
public enum PictureFormat: Sendable, Equatable {
  /// Pixels: 150 to the inch at scale 1, 300 at scale 2.
  case png(scale: Double = 1)
  /// Scalable Vector Graphics 1.1.
  case svg
  /// Portable Document Format 1.5, one page.
  case pdf
  /// Encapsulated PostScript, level 3; what is transparent is there as pixels, of which it knows no more.
  case eps
}

/// Draws figures.
public enum Renderer {
  /// Pixels to the inch in a PNG at scale 1.
  public static let pixelsPerInch = 150.0
  /// Inches that a figure's side may have.
  private static let sides = 0.5...100.0
  /// The longest side of an image in pixels, at which it takes 1 GB.
  public static let longestSide = 16_384.0
  /// The longest side of the pixels that a drawing embeds, which are half as large: Cairo takes no more.
  private static let longestEmbeddedSide = 32_767.0

  /// The version of Cairo in use.
  public static var version: String { String(cString: cairo_version_string()) }

  /// What a PNG file says it was made with: where two say the same, the same figure has the same pixels.
  public static let software = "gmvae, cairo \(version), \(Typesetter.machinery)"

  /// What a PNG file says it was made with; nil if it says nothing.
  public static func software(of png: [UInt8]) -> String? { PNGFile.software(of: png) }

  /// Whether there is a font family of that name.
  public static func hasFont(_ family: String) -> Bool {
    Typesetter.family(foundFor: family)?.lowercased() == family.lowercased()
  }

  /// The figure as a whole file. The same figure gives the same bytes.
  ///
  /// Throws ``PlotError/size(width:height:)`` for a size that cannot be drawn and ``PlotError/cairo(_:)`` when Cairo fails.
  public static func render(_ figure: Figure, as format: PictureFormat) throws(PlotError) -> [UInt8] {
    let layout = try layout(figure)
    try check(figure, layout, as: format)
    switch format {
    case .png(let scale): return try png(figure, layout, scale: scale)
    case .svg: return SVGText.renumbered(try svg(figure, layout))
    case .pdf: return try pdf(figure, layout)
    case .eps: return try eps(figure, layout)
    }
  }

  /// The figure's pixels, as a PNG has them, say for an animation.
  ///
  /// Throws what ``render(_:as:)`` throws.
  public static func picture(_ figure: Figure, scale: Double = 1) throws(PlotError) -> Picture {
    try picture(figure, try layout(figure), pixelsPerInch: figure.pixelsPerInch * scale)
  }

  /// Refuses a figure that has no page in that format, for the sizes of its parts alone: nothing is drawn.
  ///
  /// Throws ``PlotError/size(width:height:)``, ``PlotError/pixels(width:height:)`` and ``PlotError/embedded(width:height:)``.
  public static func check(_ figure: Figure, as format: PictureFormat) throws(PlotError) {
    try check(figure, try layout(figure), as: format)
  }

  private static func check(
    _ figure: Figure, _ layout: FigureLayout, as format: PictureFormat
  ) throws(PlotError) {
    if case .png(let scale) = format {
      _ = try pixels(figure, layout, figure.pixelsPerInch * scale)
      return
    }
    let embedded = layout.embeddedPixels
    guard max(embedded.width, embedded.height) <= longestEmbeddedSide else {
      throw .embedded(width: embedded.width.rounded(), height: embedded.height.rounded())
    }
  }

  /// How many images of the figure's ``Thumbnails`` have no room: they would cover others, or are not whole in their chart.
  ///
  /// Throws ``PlotError/size(width:height:)`` for a size that cannot be drawn.
  public static func thumbnailsLeftOut(of figure: Figure) throws(PlotError) -> Int {
    let canvas = try Canvas.forMeasuring(font: figure.font)
    try layout(figure).draw(on: canvas)
    return canvas.thumbnailsLeftOut
  }

  /// The figure's page before it is enlarged, or why it has none.
  static func layout(_ figure: Figure) throws(PlotError) -> FigureLayout {
    let isDrawable = [figure.width, figure.height].allSatisfy { $0.map { sides.contains($0.inches) } ?? true }
    guard isDrawable else { throw .size(width: figure.width, height: figure.height) }
    var small = figure
    small.width = figure.width.map { .points($0.points / figure.scale) }
    small.height = figure.height.map { .points($0.points / figure.scale) }
    return FigureLayout(small, on: try .forMeasuring(font: figure.font))
  }

  private static func png(_ figure: Figure, _ layout: FigureLayout, scale: Double) throws(PlotError) -> [UInt8] {
    let picture = try picture(figure, layout, pixelsPerInch: figure.pixelsPerInch * scale)
    let perMeter = UInt32((figure.pixelsPerInch * scale / 0.0254).rounded())
    guard let file = PNGFile(picture, pixelsPerMeter: perMeter, software: software) else {
      throw .cairo("out of memory")
    }
    return file.bytes
  }

  private static func picture(
    _ figure: Figure, _ layout: FigureLayout, pixelsPerInch: Double
  ) throws(PlotError) -> Picture {
    let size = try pixels(figure, layout, pixelsPerInch)
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(size.width), Int32(size.height))
    defer { cairo_surface_destroy(surface) }
    try draw(figure, layout, on: surface, pixelsPerPoint: pixelsPerInch / 72 * figure.scale)
    guard let picture = Picture(of: surface) else { throw .cairo("out of memory") }
    return picture
  }

  /// The page's sides in whole pixels.
  private static func pixels(
    _ figure: Figure, _ layout: FigureLayout, _ pixelsPerInch: Double
  ) throws(PlotError) -> Size {
    let pixelsPerPoint = pixelsPerInch / 72 * figure.scale
    let width = (layout.page.width * pixelsPerPoint).rounded()
    let height = (layout.page.height * pixelsPerPoint).rounded()
    guard width >= 1, height >= 1, max(width, height) <= longestSide else {
      throw .pixels(width: width, height: height)
    }
    return Size(width: width, height: height)
  }

  private static func svg(_ figure: Figure, _ layout: FigureLayout) throws(PlotError) -> [UInt8] {
    let sink = ByteSink()
    let surface = cairo_svg_surface_create_for_stream(
      ByteSink.write, sink.closure, layout.page.width * figure.scale, layout.page.height * figure.scale)
    defer { cairo_surface_destroy(surface) }
    try draw(figure, layout, on: surface, pixelsPerPoint: nil)
    return sink.bytes
  }

  private static func pdf(_ figure: Figure, _ layout: FigureLayout) throws(PlotError) -> [UInt8] {
    let sink = ByteSink()
    let surface = cairo_pdf_surface_create_for_stream(
      ByteSink.write, sink.closure, layout.page.width * figure.scale, layout.page.height * figure.scale)
    defer { cairo_surface_destroy(surface) }
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "")
    try draw(figure, layout, on: surface, pixelsPerPoint: nil)
    return sink.bytes
  }

  private static func eps(_ figure: Figure, _ layout: FigureLayout) throws(PlotError) -> [UInt8] {
    let sink = ByteSink()
    let surface = cairo_ps_surface_create_for_stream(
      ByteSink.write, sink.closure, layout.page.width * figure.scale, layout.page.height * figure.scale)
    defer { cairo_surface_destroy(surface) }
    cairo_ps_surface_set_eps(surface, 1)
    cairo_surface_set_fallback_resolution(surface, 2 * figure.pixelsPerInch, 2 * figure.pixelsPerInch)
    try draw(figure, layout, on: surface, pixelsPerPoint: nil)
    return undated(sink.bytes)
  }

  /// A PostScript file without the line of its head that tells when it was written.
  private static func undated(_ file: [UInt8]) -> [UInt8] {
    guard let date = file.firstRange(of: Array("%%CreationDate".utf8)),
      let end = file[date.upperBound...].firstIndex(of: UInt8(ascii: "\n"))
    else { return file }
    return Array(file[..<date.lowerBound] + file[(end + 1)...])
  }

  /// Draws, and ends the surface so that all is written before its sink goes away.
  private static func draw(
    _ figure: Figure, _ layout: FigureLayout, on surface: OpaquePointer?, pixelsPerPoint: Double?
  ) throws(PlotError) {
    let canvas = try Canvas(on: surface, pixelsPerPoint: pixelsPerPoint, font: figure.font)
    if pixelsPerPoint == nil { cairo_scale(canvas.context, figure.scale, figure.scale) }
    layout.draw(on: canvas)
    // Where drawing was interrupted, the page is not complete.
    try PlotError.throwIfInterrupted()
    try check(cairo_status(canvas.context))
    if pixelsPerPoint == nil { cairo_surface_finish(surface) }
    try check(cairo_surface_status(surface))
  }

  private static func check(_ status: cairo_status_t) throws(PlotError) {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw .cairo(String(cString: cairo_status_to_string(status)))
  }
}

/// Bytes that Cairo writes, collected.
final class ByteSink {
  private(set) var bytes: [UInt8] = []

  /// Appends what Cairo hands over; `closure` is an unretained ``ByteSink``.
  static let write: cairo_write_func_t = { closure, data, count in
    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
    let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }

  var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}
