/// Colors by role, so that one place decides how errors, headings and the like look.
public struct Style: Sendable {
  /// What a piece of text is there for.
  public enum Role: String, Sendable {
    case heading = "1"
    case faint = "2"
    case error = "1;31"
    case prompt = "1;34"
    case progress = "32"
  }

  /// Whether escape sequences are written at all.
  public let isOn: Bool

  /// Colors that are written when `isOn`.
  public init(isOn: Bool) { self.isOn = isOn }

  /// `text` in the color of `role`.
  public func callAsFunction(_ role: Role, _ text: String) -> String {
    isOn && !text.isEmpty ? begin(role) + text + end : text
  }

  /// `text` as a prompt: its color stands between the signs that tell readline what takes no room.
  package func prompt(_ text: String) -> String {
    isOn ? "\u{1}" + begin(.prompt) + "\u{2}" + text + "\u{1}" + end + "\u{2}" : text
  }

  private func begin(_ role: Role) -> String { "\u{1B}[\(role.rawValue)m" }

  private var end: String { "\u{1B}[0m" }
}
