/// A statement that does again a part of what was done.
struct JournalStep: Sendable {
  var text: String
  /// Whether it only expects the data to be what was loaded.
  var isAboutData = false
}
