import Language

extension Setting {
  /// Every setting, in the order `show` lists them.
  static let all = [timing, profile, theme, autosave, figures, pictures, rows, log, precision]

  /// Whether training tells where its time goes.
  static let profile = Setting(
    "profile", onOrOff, default: .text("off"), example: "on",
    "tell after a training where the time of its steps went, by layer and pass")

  /// The ground that figures are drawn on.
  static let theme = Setting(
    "theme", .choice(["light", "dark"]), default: .text("light"), example: "dark",
    "light or dark figures, unless a figure says dark=", gives: { ("dark", .boolean($0 == .text("dark"))) })

  /// Minutes between two autosaves.
  static let autosave = Setting(
    "autosave", .number(NumberBounds(0, 1440)), value: "minutes", default: .number(5), example: "10",
    "minutes between automatic saves of a training; 0 turns them off")

  /// Where figures go that no `>` names a path for.
  static let figures = Setting(
    "figures", .path(endings: []), value: "folder", default: .text("figures"), example: "pictures",
    "the folder of figures that no > names a path for")

  /// Where the numbers of each epoch go beside the session.
  static let log = Setting(
    "log", .path(endings: ["csv", "jsonl"]), value: "file", default: .text("off"), example: "runs",
    "where trainings write the numbers of each epoch: a table (.csv), lines of JSON (.jsonl), or a folder for TensorBoard"
  )

  /// What large products of training multiply.
  static let precision = Setting(
    "precision", .choice(["float32", "bf16"]), default: .text("float32"), example: "float32",
    "what large products of training multiply; bf16 has 8 significant bits, and is faster if the processor supports it",
    gives: { $0 == .text("bf16") ? ("precision", $0) : nil })
}
