/// Why a figure could not be drawn.
public enum PlotError: Error, Equatable, CustomStringConvertible {
  /// The figure has no size that can be drawn, in inches.
  case size(width: Double, height: Double)
  /// The figure has too many pixels, or none.
  case pixels(width: Double, height: Double)
  /// Cairo refused; its own words.
  case cairo(String)

  /// The reason in a sentence, with a way out.
  public var description: String {
    switch self {
    case .size(let width, let height):
      "a figure of \(width) × \(height) inches cannot be drawn; give a width and a height between 0.5 and 100 inches"
    case .pixels(let width, let height):
      "a picture of \(width) × \(height) pixels cannot be drawn; give a smaller size or scale, or write SVG or PDF"
    case .cairo(let reason):
      "the figure could not be drawn: \(reason)"
    }
  }
}
