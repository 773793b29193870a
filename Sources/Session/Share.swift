import Data
import Language

/// Which examples a command looks at.
enum Share: String {
  case train
  case test

  /// As the command's `on=` says; the test examples where it says nothing.
  init(_ invocation: Invocation) {
    self = invocation.text("on").flatMap(Share.init) ?? .test
  }

  func examples(of dataset: Dataset) -> Examples {
    switch self {
    case .train: dataset.train
    case .test: dataset.test
    }
  }
}
