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
