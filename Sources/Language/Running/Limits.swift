/// How large values may become, so that no script can exhaust the memory or the stack.
enum Limits {
  /// Bytes in a text.
  static let text = 1_000_000
  /// Elements in a list, those of inner lists included.
  static let elements = 1_000_000
  /// Lists inside lists.
  static let nesting = 16

  /// The value itself, or an error where it is too large.
  static func checked(_ value: Value, _ evaluator: Evaluator, _ range: SourceRange) throws(Diagnostic) -> Value {
    var room = elements
    switch value {
    case .text(let text) where text.utf8.count > Self.text:
      throw evaluator.error("this text is too long", at: range, notes: ["a text holds at most \(Self.text) bytes"])
    case .list where !fits(value, levels: nesting, room: &room):
      throw evaluator.error(
        "this list is too large", at: range,
        notes: ["a list holds at most \(elements) elements, and lists \(nesting) levels deep"])
    default: return value
    }
  }

  private static func fits(_ value: Value, levels: Int, room: inout Int) -> Bool {
    guard case .list(let values) = value else { return true }
    room -= values.count
    guard levels > 0, room >= 0 else { return false }
    for value in values where !fits(value, levels: levels - 1, room: &room) { return false }
    return true
  }
}
