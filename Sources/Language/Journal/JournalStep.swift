/// A statement that does again a part of what was done.
struct JournalStep: Sendable {
  var text: String
  /// Whether it only expects the data to be what was loaded.
  var isAboutData = false
  /// Whether it is what a person noted, from `#` on.
  var isComment = false

  /// Comments as they were written.
  static func comments(_ texts: [String]) -> [JournalStep] { texts.map { JournalStep(text: $0, isComment: true) } }
}
