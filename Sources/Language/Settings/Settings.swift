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
        call.declaration.parameter(named: parameter) != nil, call.arguments[parameter] == nil
      else { continue }
      call.arguments[parameter] = value
    }
    return call
  }
}
