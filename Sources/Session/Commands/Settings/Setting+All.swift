import Language

extension Setting {
  /// Every setting, in the order `show` lists them.
  static let all =
    [timing, profile, theme, autosave, figures] + figureOptions + [pictures, rows, log, precision]

  /// Whether training tells where its time goes.
  static let profile = Setting(
    "profile", onOrOff, default: .text("off"), example: "on",
    "tell after a training where the time of its steps went, by layer and pass")

  /// The ground that figures are drawn on.
  static let theme = Setting(
    "theme", .choice(["light", "dark"]), default: .text("light"), example: "dark",
    "light or dark figures, unless a figure says dark=", of: FigureKeys.common,
    gives: { ("dark", .boolean($0 == .text("dark"))) })

  /// The options of figures that can be kept: `set figure.dpi 300`.
  private static let figureOptions = FigureKeys.kept.map { key in
    let option = key.declaration
    let isWord = option.kind.words.contains("auto")
    let unit = option.unit.map { " in \($0)" } ?? "", standard = option.defaultText ?? ""
    return Setting(
      "figure.\(option.name)", isWord ? option.kind : .or(option.kind, word: "auto"), value: option.name,
      default: .text("auto"), example: examples[option.name] ?? "auto",
      "\(option.summary)\(unit), unless a figure says \(option.name)=" + (isWord ? "" : "; auto: \(standard)"),
      of: FigureKeys.common, gives: { $0 == .text("auto") ? nil : (option.name, $0) })
  }

  private static let examples = [
    "width": "3.3", "height": "2.5", "scale": "1.5", "palette": "tableau", "legend": "below",
    "font": "\"DejaVu Sans\"", "dpi": "300",
  ]

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
