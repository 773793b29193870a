import Interruption

/// Why a figure could not be drawn.
public enum PlotError: InterruptibleError, Equatable, CustomStringConvertible {
  /// The figure asks for a size that cannot be drawn; `nil` for what it leaves open.
  case size(width: Length?, height: Length?)
  /// The figure has too many pixels, or none.
  case pixels(width: Double, height: Double)
  /// The pictures that an SVG or PDF embeds have too many pixels.
  case embedded(width: Double, height: Double)
  /// Cairo refused; its own words.
  case cairo(String)
  /// The person asked to stop.
  case interrupted

  /// Whether the person asked to stop.
  public var isInterruption: Bool { self == .interrupted }

  /// The reason in a sentence, with a way out.
  public var description: String {
    switch self {
    case .size(let width, let height):
      "a figure \(Self.side(width, "wide"))\(width == nil || height == nil ? "" : " and ")\(Self.side(height, "high")) cannot be "
        + "drawn; give a width and a height between 0.5 and 100 inches"
    case .pixels(let width, let height):
      "a picture of \(Self.whole(width)) × \(Self.whole(height)) pixels cannot be drawn; give a smaller size or scale, or write "
        + "SVG or PDF"
    case .embedded(let width, let height):
      "a drawing with pictures of \(Self.whole(width)) × \(Self.whole(height)) pixels cannot be written; show fewer"
    case .cairo(let reason):
      "the figure could not be drawn: \(reason)"
    case .interrupted: "drawing the figure was interrupted; draw it again"
    }
  }

  private static func whole(_ pixels: Double) -> String { Int(exactly: pixels).map(String.init) ?? "\(pixels)" }

  private static func side(_ length: Length?, _ direction: String) -> String {
    length.map { "\($0.inches) inches \(direction)" } ?? ""
  }
}
