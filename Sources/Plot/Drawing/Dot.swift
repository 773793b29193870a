/// A point of a scatter on the page.
struct Dot {
  let center: Point
  /// Which of the style's colors it has.
  let swatch: Int
}
