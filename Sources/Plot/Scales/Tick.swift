/// A mark on an axis with its text.
struct Tick: Equatable {
  /// Where it stands, in the scale's coordinates.
  let coordinate: Double
  /// What is written beside it; empty for none.
  let text: String

  /// The tick with its text cut to a width.
  func fitted(on canvas: Canvas, within limit: Double) -> Tick {
    Tick(coordinate: coordinate, text: canvas.fitted(text, .tick, within: limit))
  }
}
