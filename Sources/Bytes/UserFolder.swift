/// A folder of the user's own for one kind of files (XDG Base Directory Specification).
public enum UserFolder: String, Sendable {
  /// What a program keeps between its runs: `$XDG_STATE_HOME`, or `~/.local/state`.
  case state = ".local/state"
  /// What the user sets: `$XDG_CONFIG_HOME`, or `~/.config`.
  case config = ".config"
  /// Data: `$XDG_DATA_HOME`, or `~/.local/share`.
  case data = ".local/share"

  private var variable: String {
    switch self {
    case .state: "XDG_STATE_HOME"
    case .config: "XDG_CONFIG_HOME"
    case .data: "XDG_DATA_HOME"
    }
  }

  /// The folder's path; nil without a home folder. Relative paths are ignored, as the specification asks.
  /// - Parameter environment: the value of an environment variable by its name.
  public func path(_ environment: (String) -> String?) -> String? {
    func absolute(_ name: String) -> String? { environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil } }
    return absolute(variable) ?? absolute("HOME").map { "\($0)/\(rawValue)" }
  }
}
