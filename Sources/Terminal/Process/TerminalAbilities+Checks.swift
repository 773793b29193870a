import Glibc
import Language
import Printing

extension TerminalAbilities {
  /// What the terminal can show, and the library of the prompt, for `doctor`.
  public var checks: [Check] { [terminal, Check("readline", Readline.version)] }

  private var terminal: Check {
    guard isTerminal else { return Check("terminal", "none: results go to a file or pipe") }
    let size = width.map { "\($0) columns" }
    let abilities = [hasColor ? "color" : "no color", hasUnicode ? "UTF-8" : "ASCII alone"]
    let found = ([Environment["TERM"], size].compactMap { $0 } + abilities).joined(separator: ", ")
    let advice =
      canRedraw ? hasUnicode ? nil : "set LC_ALL=C.UTF-8 for lines and dots" : "set TERM, such as xterm-256color"
    return Check("terminal", found, advice: advice)
  }
}

extension TerminalAbilities {
  /// The columns that a window can have, as the system counts them.
  private static let widths = 1...Int(UInt16.max)

  /// The abilities of the stream open as `descriptor` (1 for standard output, 2 for standard error).
  public init(descriptor: Int32, allowsColor: Bool = true) {
    self.init(descriptor: descriptor, allowsColor: allowsColor) { Environment[$0] }
  }

  /// The abilities as `variable` gives the environment.
  init(descriptor: Int32, allowsColor: Bool, variable: (String) -> String?) {
    let isTerminal = isatty(descriptor) == 1
    let canRedraw = isTerminal && !["", "dumb"].contains(variable("TERM") ?? "")
    let named = variable("COLUMNS").flatMap { Int($0) }.flatMap { Self.widths.contains($0) ? $0 : nil }
    self.init(
      isTerminal: isTerminal, hasColor: canRedraw && allowsColor && (variable("NO_COLOR") ?? "").isEmpty,
      canRedraw: canRedraw, hasUnicode: Locale.isUTF8, width: isTerminal ? named ?? 80 : nil,
      window: { isTerminal ? Window(of: descriptor) : nil })
  }
}

extension TerminalAbilities.Window {
  /// The window of a terminal as it is now.
  fileprivate init?(of descriptor: Int32) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    self.init(
      columns: Int(size.ws_col), rows: Int(size.ws_row), width: Int(size.ws_xpixel), height: Int(size.ws_ypixel))
  }
}
