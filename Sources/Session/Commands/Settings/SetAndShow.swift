import Language
import Plot

/// `set NAME VALUE`: one for each setting.
struct SetSetting: SessionCommand {
  let setting: Setting

  var declaration: CommandDeclaration { setting.command }

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    var changed = session.settings
    changed.set(setting, by: call)
    try Train.checkPrecision(changed.precision)
    if setting.name == "figure.font", changed[setting] != setting.standard {
      try Figure.checkFont(changed[setting].text)
    }
    session.state.settings = changed
    return .nothing
  }
}

/// `show`: the settings, or the value of one.
struct Show: SessionCommand {
  static let setting = Parameter("setting", .choice(Setting.all.map(\.name)), otherwise: "all", "the setting")

  let declaration = CommandDeclaration(
    "show", [Self.setting], summary: "the settings, or the value of one",
    returns: "a table: name, value, default, meaning; with a name that setting's value",
    examples: ["show", "show theme", "let before = show figures; set figures drafts; set figures before"])

  func perform(_ call: Call, in session: Session) -> Outcome {
    let setting = Setting.all.first { $0.name == call[Self.setting] }
    return Outcome(setting.map { session.settings[$0] } ?? .table(session.settings.table(of: Setting.all)))
  }
}
