/// The settings of any shell around the language.
extension Setting {
  /// Whether the time and memory of each statement are told.
  public static let timing = Setting(
    "timing", onOrOff, default: .text("off"), example: "on", "tell the time and memory that each statement took")

  /// How figures appear in the terminal.
  public static let pictures = Setting(
    "pictures", .choice(["auto", "off", "kitty", "iterm", "sixel", "blocks"]), default: .text("auto"), example: "off",
    "how figures appear in the terminal; auto asks it what it can show, at the prompt only")

  /// How many rows of a table are shown on a terminal.
  public static let rows = Setting(
    "rows", .choice(["screen", "all"]), default: .text("screen"), example: "all",
    "the rows of a table shown on a terminal: as many as fit the screen, or all")
}
