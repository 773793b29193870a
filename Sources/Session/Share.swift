import Data
import Language

/// Which examples a command looks at.
enum Share: String, CaseIterable {
  case test
  case train

  /// How a command is told.
  static let key = Option(
    "on", .word as ValueKind<Share>, otherwise: "test, or train if none are kept for testing",
    "which examples: those for testing or those for training")

  /// The same if those for training are meant when nothing is said.
  static let trainKey = Option(
    "on", .word([.train, .test]) as ValueKind<Share>, default: .train,
    "which examples: those for training or those for testing")

  /// What a command with `key` is told to look at. Throws if that is nothing: measures of no examples would be 0 or 1 for no
  /// reason.
  static func asked(by call: Call, of dataset: Dataset) throws(CommandError) -> Share {
    try call[key]?.checked(in: dataset) ?? usual(in: dataset)
  }

  /// What is looked at if nothing is said: the examples for testing, or those for training if none are kept for it.
  static func usual(in dataset: Dataset) -> Share { dataset.test.count > 0 ? .test : .train }

  /// Itself, if the data has such examples.
  func checked(in dataset: Dataset) throws(CommandError) -> Share {
    if examples(of: dataset).count > 0 { return self }
    throw CommandError(
      "\(dataset.name) has no examples for testing", argument: "on",
      hint: "look at those for training: on=train, or load the data anew with test=0.2")
  }

  func examples(of dataset: Dataset) -> Examples {
    switch self {
    case .train: dataset.train
    case .test: dataset.test
    }
  }
}
