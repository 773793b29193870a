import Language
import Session

/// A variable of a script as set on the command line: `name=value`.
struct Assignment {
  /// What is wrong with one, and what to write.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The variable.
  let name: String
  /// A number, true or false, a list, a range or a text in quotes if it is written as one, else the text.
  let value: Value

  /// Reads `name=value`.
  init(_ text: String) throws(Failure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Failure(description: "'\(text.escapingControls)' sets no variable; write name=value")
    }
    name = parts[0]
    guard Parser.isName(name, Commands.set) else {
      throw Failure(
        description: "'\(name.escapingControls)' cannot be the name of a variable: use letters, digits and _, and no "
          + "command's name")
    }
    value = try Self.value(parts[1], of: name)
  }

  private static func value(_ text: String, of name: String) throws(Failure) -> Value {
    if let value = Value(written: text) { return value }
    guard !text.hasPrefix("[") else {
      throw Failure(
        description:
          "'\(text.escapingControls)' begins like a list but is not one; write \(name)='[1, 2]', or a text as "
          + "\(name)='\"[…\"'")
    }
    guard let number = Double(text) else { return .text(text) }
    guard number.isFinite else {
      throw Failure(
        description: "'\(name)' cannot be \(text.escapingControls): a variable holds numbers up to 1.8e308; "
          + "write a number such as \(name)=0.5")
    }
    return .number(number)
  }
}
