/// Where a shell's statements come from.
protocol StatementReader: AnyObject {
  /// Waits for the next statement, which may have several lines.
  func next() -> ReadStatement
}

/// What waiting for a statement gave.
enum ReadStatement: Equatable {
  /// A statement, or several, as typed.
  case text(String)
  /// Ctrl-C.
  case interrupted
  /// A statement that does not end within the largest size.
  case tooLarge
  /// Nothing more will come.
  case end
}
