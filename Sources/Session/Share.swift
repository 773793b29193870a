import Data
import Language

/// Which examples a command looks at.
enum Share: String, CaseIterable {
  case test
  case train

  /// How a command is told.
  static let key = Option(
    "on", .word as ValueKind<Share>, default: .test, "which examples: those for testing or those for training")

  /// The same where those for training are meant if nothing is said.
  static let trainKey = Option(
    "on", .word([.train, .test]) as ValueKind<Share>, default: .train,
    "which examples: those for training or those for testing")

  func examples(of dataset: Dataset) -> Examples {
    switch self {
    case .train: dataset.train
    case .test: dataset.test
    }
  }
}
