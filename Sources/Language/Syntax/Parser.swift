/// Parses the command language.
public struct Parser {
  /// Parses a whole text. Throws every error found in it; `definitions` names commands defined before.
  public static func parse(
    _ source: SourceText, definitions: [String] = []
  ) throws(Diagnostics) -> Program {
    Program([])
  }

  /// Whether more lines belong to the text: a bracket or brace is still open.
  public static func isIncomplete(_ text: String) -> Bool {
    false
  }
}
