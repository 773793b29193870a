extension Setting {
  /// Every setting, in the order `show` lists them.
  public static let all = [timing, profile, theme, autosave, figures, pictures, rows, log, precision]

  /// Whether the time and memory of each statement are told.
  public static let timing = Setting(
    "timing", onOrOff, default: .text("off"), example: "on", "tell the time and memory that each statement took")

  /// Whether training tells where its time goes.
  public static let profile = Setting(
    "profile", onOrOff, default: .text("off"), example: "on",
    "tell after a training where the time of its steps went, by layer and pass")

  /// The ground that figures are drawn on.
  public static let theme = Setting(
    "theme", .choice(["light", "dark"]), default: .text("light"), example: "dark",
    "the ground of figures that do not say dark= themselves", gives: { ("dark", .boolean($0 == .text("dark"))) })

  /// Minutes between two autosaves.
  public static let autosave = Setting(
    "autosave", .number(NumberBounds(0, 1440)), value: "minutes", default: .number(5), example: "10",
    "minutes of training after which it is saved by itself; 0 is never")

  /// Where figures go that no `>` names a path for.
  public static let figures = Setting(
    "figures", .path(endings: []), value: "folder", default: .text("figures"), example: "pictures",
    "the folder of figures that no > names a path for")

  /// How figures appear in the terminal.
  public static let pictures = Setting(
    "pictures", .choice(["auto", "off", "kitty", "iterm", "sixel", "blocks"]), default: .text("auto"), example: "off",
    "how figures appear in the terminal; auto asks it what it can show, at the prompt only")

  /// How many rows of a table are shown on a terminal.
  public static let rows = Setting(
    "rows", .choice(["screen", "all"]), default: .text("screen"), example: "all",
    "the rows of a table shown on a terminal: as many as fit the screen, or all")

  /// Where the numbers of each epoch go beside the session.
  public static let log = Setting(
    "log", .path(endings: ["csv", "jsonl"]), value: "file", default: .text("off"), example: "runs",
    "where trainings write the numbers of each epoch: a table (.csv), lines of JSON (.jsonl), or a folder for TensorBoard"
  )

  /// What large products of training multiply.
  public static let precision = Setting(
    "precision", .choice(["float32", "bf16"]), default: .text("float32"), example: "float32",
    "what large products of training multiply; bf16 has 8 significant bits, and is faster where the processor has it",
    gives: { $0 == .text("bf16") ? ("precision", $0) : nil })
}
