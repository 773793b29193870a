/// Something of the session that a person can set. `set`, `show`, help, completion and messages come from it.
public struct Setting: Sendable {
  /// Its name, as in `set theme dark`.
  public let name: String
  /// What it is, in one line.
  public let summary: String
  /// What it takes.
  public let kind: ParameterKind
  /// Its value until it is set.
  public let standard: Value
  /// What its value is called in help: `minutes`.
  let value: String
  /// A value that shows its use.
  let example: String
  /// The parameter of other commands that it gives a default to, and the value it gives; nil if theirs is the same.
  let defaultValue: (@Sendable (Value) -> (parameter: String, value: Value)?)?
  /// The name of the group that this parameter is of; nil if it is a command's own.
  let group: String?

  /// Creates a setting; `gives` says which parameter of other commands it gives a default to, and `group` of which group
  /// that is.
  public init(
    _ name: String, _ kind: ParameterKind, value: String? = nil, default standard: Value, example: String,
    _ summary: String, of group: OptionGroup? = nil,
    gives defaultValue: (@Sendable (Value) -> (parameter: String, value: Value)?)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.standard = standard
    self.value = value ?? name
    self.example = example
    self.defaultValue = defaultValue
    self.group = group?.name
  }
}

extension Setting {
  /// The words of a setting that is on or off.
  public static let onOrOff = ParameterKind.choice(["on", "off"])

  /// The command that sets it.
  public var command: CommandDeclaration {
    CommandDeclaration(
      "set \(name)", [ParameterDeclaration.positional(value, kind, default: standard.text, "what it is from now on")],
      summary: summary, returns: "nothing", examples: ["set \(name) \(example)"], output: nil)
  }
}

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

/// The values of all settings.
public struct Settings: Sendable {
  private var values: [String: Value] = [:]

  /// Every setting as it is until it is set.
  public init() {}

  /// The value of a setting.
  public subscript(setting: Setting) -> Value {
    get { values[setting.name] ?? setting.standard }
    set { values[setting.name] = newValue }
  }

  /// Whether a setting that is on or off is on.
  public func isOn(_ setting: Setting) -> Bool { self[setting] == .text("on") }

  /// Takes the value that a `set` command names.
  public mutating func set(_ setting: Setting, by call: Call) {
    if let value = call.arguments[setting.value] { self[setting] = value }
  }

  /// All settings as a table.
  public func table(of settings: [Setting]) -> Table {
    Table(
      columns: ["name", "value", "default", "meaning"].map { .init($0) },
      rows: settings.map { [.text($0.name), self[$0], $0.standard, .text($0.summary)] })
  }

  /// The call with the defaults that settings give to parameters it leaves out.
  public func completing(_ call: Call, by settings: [Setting]) -> Call {
    var call = call
    for setting in settings {
      guard let (parameter, value) = setting.defaultValue?(self[setting]),
        let declared = call.declaration.parameter(named: parameter), declared.group?.name == setting.group,
        call.arguments[parameter] == nil
      else { continue }
      call.arguments[parameter] = value
    }
    return call
  }
}
