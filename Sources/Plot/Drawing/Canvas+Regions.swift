import CCairo

extension Canvas {
  /// Fills what loops enclose; a loop the other way around cuts a hole.
  func fillRegion(_ loops: [[Point]], _ color: Color) {
    cairo_new_path(context)
    for loop in loops {
      cairo_new_sub_path(context)
      for point in loop { cairo_line_to(context, point.x, point.y) }
      cairo_close_path(context)
    }
    use(color)
    cairo_fill(context)
  }
}
