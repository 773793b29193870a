/// How large values may become, so that no script can exhaust the memory or the stack.
enum Limits {
  /// Bytes in a text.
  static let text = 1_000_000
  /// Elements in a list, those of inner lists included.
  static let elements = 1_000_000
  /// Bytes of all texts in a list.
  static let textInList = 16_000_000
  /// Settings that a sweep combines.
  static let settings = 10_000
  /// Lists inside lists.
  static let nesting = 16

  /// The value itself, or an error if it is too large.
  static func checked(_ value: Value, _ evaluator: Evaluator, _ range: SourceRange) throws(Diagnostic) -> Value {
    var room = elements, textRoom = textInList
    switch value {
    case .text(let text) where text.utf8.count > Self.text:
      throw evaluator.error("this text is too long", at: range, notes: ["a text holds at most \(Self.text) bytes"])
    case .list where !fits(value, levels: nesting, room: &room, &textRoom):
      throw evaluator.error(
        "this list is too large", at: range,
        notes: [
          "a list holds at most \(elements) elements, lists \(nesting) levels deep, and \(textInList) bytes of text"
        ])
    default: return value
    }
  }

  private static func fits(_ value: Value, levels: Int, room: inout Int, _ textRoom: inout Int) -> Bool {
    if case .text(let text) = value { textRoom -= text.utf8.count }
    guard case .list(let values) = value else { return textRoom >= 0 }
    room -= values.count
    guard levels > 0, room >= 0 else { return false }
    for value in values where !fits(value, levels: levels - 1, room: &room, &textRoom) { return false }
    return true
  }
}
