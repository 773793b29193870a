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
  private var fixedWidth: Int?
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
    fixedWidth = isTerminal ? variable("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 80 : nil
    self.descriptor = descriptor
  }

  /// Abilities that do not depend on where the program runs; a `width` makes it a terminal of that many columns.
  public init(width: Int?, hasColor: Bool = false, hasUnicode: Bool = true) {
    isTerminal = width != nil
    canRedraw = isTerminal
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    fixedWidth = width
  }

  /// The columns of the terminal as it is now, so that a resized window counts at once; nil where nothing limits a line.
  public var width: Int? {
    guard isTerminal, let descriptor else { return fixedWidth }
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return fixedWidth
  }

  /// The signs to draw with.
  public var glyphs: Glyphs { hasUnicode ? .unicode : .ascii }

  /// The colors to write with.
  public var style: Style { Style(isOn: hasColor) }
}
