import Notebook

/// Where figures go that no `>` names a path for.
public enum FigurePlace {
  /// The next number in the folder that is set.
  case numbered
  /// The folder of a notebook, where what is there is replaced; where they are not written, they are
  /// compared with what is there.
  case notebook(FigureNames, isWritten: Bool)

  var isWritten: Bool {
    switch self {
    case .numbered: true
    case .notebook(_, let isWritten): isWritten
    }
  }

  /// Whether figures are compared with those that a notebook stores, and none is written.
  var isChecked: Bool { if case .notebook(_, isWritten: false) = self { true } else { false } }

  var isOfNotebook: Bool { if case .notebook = self { true } else { false } }
}
