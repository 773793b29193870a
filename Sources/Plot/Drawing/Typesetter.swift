import CCairo
import CPango

/// Sets text on one line, through Pango: every script is shaped and runs in its own direction, and a letter that the font
/// lacks comes from another one. What no font has becomes a box with its code.
///
/// Neither locale nor settings of the desktop change the result: sizes are absolute, the language is fixed, and nothing is
/// hinted, so that text has the same width at every scale and in every format.
final class Typesetter {
  private let layout: OpaquePointer
  private var sizes: [Setting: TextSize] = [:]

  private struct Setting: Hashable {
    let text: String
    let style: TextStyle
  }

  /// The family of all text. Fontconfig finds another if it is missing.
  private static let usualFamily = "DejaVu Sans"
  private let family: String

  /// The version of Pango, and the family that fontconfig finds.
  static var machinery: String {
    (["pango " + String(cString: pango_version_string())] + [family(foundFor: usualFamily)].compactMap(\.self))
      .joined(separator: ", ")
  }

  /// The family that fontconfig finds for a wanted one.
  static func family(foundFor family: String) -> String? {
    guard let map = pango_cairo_font_map_get_default(), let context = pango_font_map_create_context(map) else {
      return nil
    }
    defer { g_object_unref(UnsafeMutableRawPointer(context)) }
    let wanted = pango_font_description_new()
    defer { pango_font_description_free(wanted) }
    pango_font_description_set_family(wanted, family)
    guard let font = pango_font_map_load_font(map, context, wanted) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(font)) }
    let found = pango_font_describe(font)
    defer { pango_font_description_free(found) }
    return pango_font_description_get_family(found).map { String(cString: $0) }
  }

  /// - Parameter family: the family of all text; nil for the usual one.
  init(family: String? = nil) throws(PlotError) {
    self.family = family ?? Self.usualFamily
    guard let map = pango_cairo_font_map_get_default(), let context = pango_font_map_create_context(map) else {
      throw .cairo("there is no font map")
    }
    defer { g_object_unref(UnsafeMutableRawPointer(context)) }
    let options = Self.fontOptions()
    defer { cairo_font_options_destroy(options) }
    pango_cairo_context_set_font_options(context, options)
    pango_context_set_round_glyph_positions(context, 0)
    pango_context_set_language(context, pango_language_from_string("en"))
    guard let layout = pango_layout_new(context) else { throw .cairo("there is no memory for text") }
    self.layout = layout
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  private static func fontOptions() -> OpaquePointer? {
    let options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    return options
  }

  /// The room that a text takes.
  func size(_ text: String, _ style: TextStyle) -> TextSize {
    let setting = Setting(text: text, style: style)
    if let size = sizes[setting] { return size }
    var (ink, logical) = (PangoRectangle(), PangoRectangle())
    guard let line = line(text, style) else { return TextSize(width: 0, ascent: 0, descent: 0) }
    pango_layout_line_get_extents(line, &ink, &logical)
    let unit = Double(PANGO_SCALE)
    let size = TextSize(
      width: Double(logical.width) / unit, ascent: Double(-ink.y) / unit, descent: Double(ink.y + ink.height) / unit)
    sizes[setting] = size
    return size
  }

  /// Draws a text that begins at Cairo's current point, on a page in points.
  func show(_ text: String, _ style: TextStyle, on context: OpaquePointer) {
    guard let line = line(text, style) else { return }
    pango_cairo_show_layout_line(context, line)
  }

  /// Adds a text's outline to Cairo's path, from its current point on.
  func trace(_ text: String, _ style: TextStyle, on context: OpaquePointer) {
    guard let line = line(text, style) else { return }
    pango_cairo_layout_line_path(context, line)
  }

  private func line(_ text: String, _ style: TextStyle) -> OpaquePointer? {
    let font = pango_font_description_new()
    defer { pango_font_description_free(font) }
    pango_font_description_set_family(font, family)
    pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
    pango_layout_set_font_description(layout, font)
    pango_layout_set_text(layout, text, -1)
    return pango_layout_get_line_readonly(layout, 0)
  }
}
