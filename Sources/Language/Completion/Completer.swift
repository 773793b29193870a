/// Offers what could stand at the cursor.
public struct Completer {
  private let interpreter: Interpreter

  /// Creates a completer that knows the host's names and the interpreter's variables.
  public init(interpreter: Interpreter) {
    self.interpreter = interpreter
  }

  /// What could stand at `cursor`, a UTF-8 offset into `line`.
  public func complete(line: String, cursor: Int) -> Completion {
    Completion(replacing: cursor..<cursor, candidates: [])
  }
}
