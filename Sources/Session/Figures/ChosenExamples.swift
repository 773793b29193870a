import Data
import Language

/// The examples that a person chooses: one number says how many, several say which.
enum ChosenExamples {
  case first(Int)
  case these([Int])

  /// Their numbers.
  ///
  /// - Parameter form: the command that takes a list, for the way out.
  func indices(
    of examples: Examples, _ share: Share, _ dataset: Dataset, form: String
  ) throws(CommandError) -> [Int] {
    switch self {
    case .first(0):
      throw CommandError(
        "0 examples make no figure", argument: "examples",
        hint: "one number says how many, a list says which: \(form) [0]")
    case .first(let count): return Array(0..<min(count, examples.count))
    case .these(let chosen):
      guard let missing = chosen.first(where: { $0 >= examples.count }) else { return chosen }
      throw CommandError(
        "there is no \(share.rawValue) example \(missing)", argument: "examples",
        hint: "\(dataset.name) has \(share.rawValue) examples 0 to \(examples.count - 1)")
    }
  }
}

extension ValueKind<ChosenExamples> {
  /// One number, or several.
  static var chosen: Self {
    Self(
      .integers(0...1_000_000_000),
      read: { value in
        if case .list(let values) = value { return .these(values.compactMap(\.wholeNumber)) }
        return value.wholeNumber.map { .first($0) }
      },
      write: { chosen in
        switch chosen {
        case .first(let count): .number(Double(count))
        case .these(let indices): .list(indices.map { .number(Double($0)) })
        }
      })
  }
}
