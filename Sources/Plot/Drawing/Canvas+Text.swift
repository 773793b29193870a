import CCairo

extension Canvas {
  /// The family of all text. Fontconfig finds another where it is missing; where there is no font at all, Cairo falls back
  /// to one of its own.
  private static let family = "DejaVu Sans"

  private func select(_ style: TextStyle) {
    cairo_select_font_face(
      context, Self.family, CAIRO_FONT_SLANT_NORMAL, style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, style.size)
  }

  /// The width of a text on one line.
  func width(_ text: String, _ style: TextStyle) -> Double {
    guard !text.isEmpty else { return 0 }
    select(style)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  /// The text on one line, its end replaced by "…" where it is wider than allowed.
  func fitted(_ text: String, _ style: TextStyle, within limit: Double) -> String {
    let line = Self.singleLine(text)
    guard width(line, style) > limit else { return line }
    let characters = Array(line)
    var (fits, tooMany) = (0, characters.count)
    while tooMany - fits > 1 {
      let middle = (fits + tooMany) / 2
      let isFitting = width(String(characters[..<middle]) + "…", style) <= limit
      (fits, tooMany) = isFitting ? (middle, tooMany) : (fits, middle)
    }
    return String(characters[..<fits]) + "…"
  }

  /// Control characters, which have no glyph and may end a C string, become spaces; what is no character, and which Cairo
  /// refuses, is replaced.
  private static func singleLine(_ text: String) -> String {
    let scalars = text.prefix(2000).unicodeScalars.map { scalar -> Unicode.Scalar in
      if scalar.properties.generalCategory == .control { return " " }
      return scalar.properties.isNoncharacterCodePoint ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Writes a text whose capitals are centered on a height, or, `rotated`, a text upwards that is centered on a place.
  ///
  /// A `halo` keeps it readable on data, where overlaps do not count.
  func write(
    _ text: String, _ style: TextStyle, at place: Point, _ anchor: Anchor, color: Color, halo: Color? = nil,
    rotated: Bool = false
  ) {
    guard !text.isEmpty else { return }
    let length = width(text, style)
    if halo == nil { record(text, style, at: place, length: length, anchor: anchor, rotated: rotated) }
    saving {
      cairo_translate(context, place.x, place.y)
      if rotated { cairo_rotate(context, -.pi / 2) }
      cairo_move_to(context, -length * anchor.share, style.capHeight / 2)
      if let halo { outline(text, halo) }
      use(color)
      cairo_show_text(context, text)
    }
  }

  private func outline(_ text: String, _ color: Color) {
    var (x, y) = (0.0, 0.0)
    cairo_get_current_point(context, &x, &y)
    cairo_text_path(context, text)
    use(color, opacity: 0.85)
    cairo_set_line_width(context, 2.4)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_dash(context, nil, 0, 0)
    cairo_stroke(context)
    cairo_move_to(context, x, y)
  }

  private func record(
    _ text: String, _ style: TextStyle, at place: Point, length: Double, anchor: Anchor, rotated: Bool
  ) {
    let before = length * anchor.share
    let half = style.capHeight / 2
    let rect =
      rotated
      ? Rect(x: place.x - half, y: place.y - length + before, width: style.lineHeight, height: length)
      : Rect(x: place.x - before, y: place.y - half, width: length, height: style.lineHeight)
    textBoxes.append((text, rect))
  }
}
