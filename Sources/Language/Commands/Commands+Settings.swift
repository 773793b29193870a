extension Commands {
  /// `set` in one form for each setting, and `show`.
  static let settings = CommandFamily(title: "Settings", commands: Setting.all.map(\.command) + [show])

  private static let show = CommandDeclaration(
    path: ["show"],
    summary: "the settings, or the value of one",
    parameters: [
      .positional("setting", .choice(Setting.all.map(\.name)), isRequired: false, default: "all", "the setting")
    ],
    returns: "a table: name, value, default, meaning; with a name that setting's value",
    examples: ["show", "show theme", "let before = show figures; set figures drafts; set figures before"])
}
