/// What one output stream can show.
public struct TerminalAbilities: Sendable {
  /// A window's columns and rows, and its size in pixels; 0 for what the terminal does not say.
  public struct Window: Sendable {
    package let columns, rows, width, height: Int

    package init(columns: Int, rows: Int, width: Int, height: Int) {
      (self.columns, self.rows, self.width, self.height) = (columns, rows, width, height)
    }
  }

  /// Whether the stream is a terminal.
  public var isTerminal: Bool
  /// Whether colors are welcome: a terminal that is not dumb, and neither `NO_COLOR` nor `--no-color` given.
  public var hasColor: Bool
  /// Whether a line can be erased and drawn again.
  public var canRedraw: Bool
  /// Whether letters beyond ASCII can be shown.
  public var hasUnicode: Bool
  private let fixedWidth: Int?
  private let fixedHeight: Int?
  /// The window as it is now, so that a resized one counts at once.
  private let window: @Sendable () -> Window?

  /// Abilities that do not depend on where the program runs; a `width` makes it a terminal of that many columns.
  public init(width: Int?, height: Int? = nil, hasColor: Bool = false, hasUnicode: Bool = true) {
    self.init(
      isTerminal: width != nil, hasColor: hasColor, canRedraw: width != nil, hasUnicode: hasUnicode, width: width,
      height: height, window: { nil })
  }

  /// The abilities of a stream; `width` and `height` are what holds while its `window` says nothing.
  package init(
    isTerminal: Bool, hasColor: Bool, canRedraw: Bool, hasUnicode: Bool, width: Int?, height: Int? = nil,
    window: @escaping @Sendable () -> Window?
  ) {
    self.isTerminal = isTerminal
    self.hasColor = hasColor
    self.canRedraw = canRedraw
    self.hasUnicode = hasUnicode
    fixedWidth = width
    fixedHeight = height
    self.window = window
  }

  /// The columns of the terminal as it is now; nil if nothing limits a line.
  public var width: Int? { window().flatMap { $0.columns > 0 ? $0.columns : nil } ?? fixedWidth }

  /// The rows of the terminal as it is now; nil if it is none or does not say.
  package var height: Int? { window().flatMap { $0.rows > 0 ? $0.rows : nil } ?? fixedHeight }

  /// A cell's width and height in pixels, if the terminal says.
  package var cell: (width: Int, height: Int)? {
    guard let window = window(), window.width > window.columns, window.height > window.rows, window.columns > 0,
      window.rows > 0
    else { return nil }
    return (window.width / window.columns, window.height / window.rows)
  }

  /// The signs to draw with.
  public var glyphs: Glyphs { hasUnicode ? .unicode : .ascii }

  /// The colors to write with.
  public var style: Style { Style(isOn: hasColor) }
}
