import Data
import Language

extension Session {
  /// The examples that an argument chooses: one number says how many, several say which. Nil where it is not given.
  ///
  /// - Parameter form: the command that takes a list, for the way out.
  func chosenExamples(
    _ invocation: Invocation, _ examples: Examples, _ share: Share, form: String
  ) throws(CommandError) -> [Int]? {
    guard let chosen = invocation.integers("examples") else { return nil }
    if case .number = invocation.arguments["examples"] {
      guard chosen != [0] else {
        throw CommandError(
          "0 examples make no figure", argument: "examples",
          hint: "one number says how many, a list says which: \(form) [0]")
      }
      return Array(0..<min(chosen[0], examples.count))
    }
    if let missing = chosen.first(where: { $0 >= examples.count }) {
      throw CommandError(
        "there is no \(share.rawValue) example \(missing)", argument: "examples",
        hint: "\(dataset?.name ?? "the data") has \(share.rawValue) examples 0 to \(examples.count - 1)")
    }
    return chosen
  }
}
