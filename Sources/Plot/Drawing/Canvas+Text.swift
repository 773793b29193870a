import CCairo

extension Canvas {
  /// The width of a text on one line.
  func width(_ text: String, _ style: TextStyle) -> Double {
    text.isEmpty ? 0 : cells?.width(text) ?? typesetter.size(text, style).width
  }

  /// The text on one line, its end replaced by "…" if it is wider than allowed.
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

  /// Control characters, which have no glyph and may end a C string or a line, become spaces; what is no character is
  /// replaced.
  private static func singleLine(_ text: String) -> String {
    let scalars = text.prefix(2000).unicodeScalars.map { scalar -> Unicode.Scalar in
      let category = scalar.properties.generalCategory
      if [.control, .lineSeparator, .paragraphSeparator].contains(category) { return " " }
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
    if let cells {
      let place = Point(x: origin.x + place.x, y: origin.y + place.y)
      return cells.put(text, at: place, anchor, color: color, mayMove: halo == nil)
    }
    let size = typesetter.size(text, style)
    if halo == nil { record(text, style, size, at: place, anchor, rotated: rotated) }
    saving {
      cairo_translate(context, place.x, place.y)
      if rotated { cairo_rotate(context, -.pi / 2) }
      cairo_translate(context, -size.width * anchor.share, style.capHeight / 2)
      if let halo { outline(text, style, halo) }
      use(color)
      cairo_move_to(context, 0, 0)
      typesetter.show(text, style, on: context)
      cairo_new_path(context)
    }
  }

  private func outline(_ text: String, _ style: TextStyle, _ color: Color) {
    cairo_move_to(context, 0, 0)
    typesetter.trace(text, style, on: context)
    use(color, opacity: 0.85)
    cairo_set_line_width(context, 2.4)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_dash(context, nil, 0, 0)
    cairo_stroke(context)
  }

  /// Keeps the box around a text, from its capitals' height or its highest letter down to its lowest.
  private func record(
    _ text: String, _ style: TextStyle, _ size: TextSize, at place: Point, _ anchor: Anchor, rotated: Bool
  ) {
    let before = size.width * anchor.share
    let above = max(size.ascent, style.capHeight) - style.capHeight / 2
    let height = above + style.capHeight / 2 + max(size.descent, style.descent)
    let rect =
      rotated
      ? Rect(x: place.x - above, y: place.y - size.width + before, width: height, height: size.width)
      : Rect(x: place.x - before, y: place.y - above, width: size.width, height: height)
    textBoxes.append(
      (text, Rect(x: origin.x + rect.x, y: origin.y + rect.y, width: rect.width, height: rect.height)))
  }
}
