import CCairo
import Interruption

extension Canvas {
  /// Draws a part of the page as pixels, and puts them onto the page as one image.
  func embedPixels(in rect: Rect, pixelsPerPoint: Double, _ draw: (Canvas) -> Void) {
    let width = Int32((rect.width * pixelsPerPoint).rounded(.up))
    let height = Int32((rect.height * pixelsPerPoint).rounded(.up))
    let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height)
    defer { cairo_surface_destroy(surface) }
    guard let part = try? Canvas(on: surface, pixelsPerPoint: pixelsPerPoint, font: font) else { return }
    cairo_translate(part.context, -rect.x, -rect.y)
    draw(part)
    saving {
      cairo_translate(context, rect.x, rect.y)
      cairo_scale(context, 1 / pixelsPerPoint, 1 / pixelsPerPoint)
      cairo_set_source_surface(context, surface, 0, 0)
      cairo_paint(context)
    }
  }

  /// Draws an image into a rectangle, its pixels sharp if they are not smaller than those of the page.
  func paint(_ picture: Picture, in rect: Rect) {
    if Interruption.isRequested { return }
    let surface = picture.surface()
    defer { cairo_surface_destroy(surface) }
    saving {
      cairo_translate(context, rect.x, rect.y)
      cairo_scale(context, rect.width / Double(picture.width), rect.height / Double(picture.height))
      cairo_set_source_surface(context, surface, 0, 0)
      let isShrunk = rect.width * (pixelsPerPoint ?? .infinity) < Double(picture.width) * 0.999
      cairo_pattern_set_filter(cairo_get_source(context), isShrunk ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST)
      cairo_paint(context)
    }
  }
}
