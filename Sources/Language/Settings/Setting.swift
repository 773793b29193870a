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

  /// Creates a setting; `gives` says which parameter of other commands it gives a default to.
  public init(
    _ name: String, _ kind: ParameterKind, value: String? = nil, default standard: Value, example: String,
    _ summary: String, gives defaultValue: (@Sendable (Value) -> (parameter: String, value: Value)?)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.standard = standard
    self.value = value ?? name
    self.example = example
    self.defaultValue = defaultValue
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
