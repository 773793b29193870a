import Glibc

/// What one output stream can show.
public struct TerminalAbilities: Sendable {
  /// Whether the stream is a terminal.
  public var isTerminal: Bool
  /// Whether colors are welcome: a terminal that is not dumb, and neither `NO_COLOR` nor `--no-color` given.
  public var hasColor: Bool
  /// Whether a line can be erased and drawn again.
  public var canRedraw: Bool
  /// Whether letters beyond ASCII can be shown.
  public var hasUnicode: Bool
  /// The columns that a window can have, as the system counts them.
  private static let widths = 1...Int(UInt16.max)
  private var fixedWidth: Int?
  private var fixedHeight: Int?
  private var descriptor: Int32?

  /// The abilities of the stream open as `descriptor` (1 for standard output, 2 for standard error).
  public init(descriptor: Int32, allowsColor: Bool = true) {
    self.init(descriptor: descriptor, allowsColor: allowsColor) { Environment[$0] }
  }

  /// The abilities as `variable` gives the environment.
  init(descriptor: Int32, allowsColor: Bool, variable: (String) -> String?) {
    isTerminal = isatty(descriptor) == 1
    canRedraw = isTerminal && !["", "dumb"].contains(variable("TERM") ?? "")
    hasColor = canRedraw && allowsColor && (variable("NO_COLOR") ?? "").isEmpty
    hasUnicode = Locale.isUTF8
    fixedWidth =
      isTerminal ? variable("COLUMNS").flatMap { Int($0) }.flatMap { Self.widths.contains($0) ? $0 : nil } ?? 80 : nil
    self.descriptor = descriptor
  }

  /// Abilities that do not depend on where the program runs; a `width` makes it a terminal of that many columns.
  public init(width: Int?, height: Int? = nil, hasColor: Bool = false, hasUnicode: Bool = true) {
    isTerminal = width != nil
    canRedraw = isTerminal
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    fixedWidth = width
    fixedHeight = height
  }

  /// The columns of the terminal as it is now, so that a resized window counts at once; nil where nothing limits a line.
  public var width: Int? { size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } ?? fixedWidth }

  /// The rows of the terminal as it is now; nil where it is none or does not say.
  var height: Int? { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } ?? fixedHeight }

  /// A cell's width and height in pixels, where the terminal says.
  var cell: (width: Int, height: Int)? {
    guard let size, size.ws_xpixel > size.ws_col, size.ws_ypixel > size.ws_row, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    return (Int(size.ws_xpixel / size.ws_col), Int(size.ws_ypixel / size.ws_row))
  }

  private var size: winsize? {
    guard isTerminal, let descriptor else { return nil }
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }

  /// The signs to draw with.
  public var glyphs: Glyphs { hasUnicode ? .unicode : .ascii }

  /// The colors to write with.
  public var style: Style { Style(isOn: hasColor) }
}
