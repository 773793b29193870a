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
  public mutating func set(by invocation: Invocation) {
    guard let setting = Setting.all.first(where: { invocation.declaration.path == ["set", $0.name] }),
      let value = invocation.arguments[setting.value]
    else { return }
    self[setting] = value
  }

  /// The value of the setting that `show` names, or all of them as a table.
  public func shown(by invocation: Invocation) -> Value {
    if let name = invocation.text("setting"), let setting = Setting.all.first(where: { $0.name == name }) {
      return self[setting]
    }
    return .table(
      Table(
        columns: ["name", "value", "default", "meaning"].map { .init($0) },
        rows: Setting.all.map { [.text($0.name), self[$0], $0.standard, .text($0.summary)] }))
  }

  /// The invocation with the defaults that settings give to parameters it leaves out.
  public func completing(_ invocation: Invocation) -> Invocation {
    var invocation = invocation
    for setting in Setting.all {
      guard let (parameter, value) = setting.defaultValue?(self[setting]),
        invocation.declaration.parameter(named: parameter) != nil, invocation.arguments[parameter] == nil
      else { continue }
      invocation.arguments[parameter] = value
    }
    return invocation
  }
}
