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

extension Style {
  /// A rendered diagnostic with the word error, the caret and its tildes in color.
  public func diagnostic(_ text: String) -> String {
    guard isOn else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(diagnosticLine).joined(separator: "\n")
  }

  private func diagnosticLine(_ line: Substring) -> String {
    let signs = line.drop { $0 == " " }
    if !signs.isEmpty, signs.allSatisfy({ $0 == "^" || $0 == "~" }) {
      return blanks(line.count - signs.count) + self(.error, String(signs))
    }
    guard !line.hasPrefix(" "), let word = line.firstRange(of: "error:") else { return String(line) }
    return line[..<word.lowerBound] + self(.error, "error:") + line[word.upperBound...]
  }
}

/// The few signs that output is drawn with.
public struct Glyphs: Sendable {
  /// A thin horizontal rule's piece.
  public let rule: Character
  /// What stands for text left out.
  public let ellipsis: String
  /// The done part of a progress bar.
  public let barDone: Character
  /// The part of a progress bar still to come.
  public let barLeft: Character
  /// Between width and height.
  public let times: String

  /// For UTF-8 terminals and files.
  public static let unicode = Glyphs(rule: "─", ellipsis: "…", barDone: "━", barLeft: "─", times: "×")
  /// For everything else.
  public static let ascii = Glyphs(rule: "-", ellipsis: "...", barDone: "#", barLeft: "-", times: "x")
}
