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
