/// How the run of a text ended.
public enum RunOutcome: Sendable, Equatable {
  /// Every statement ran.
  case finished
  /// `quit` ended it.
  case quit
  /// A command failed, an expectation did not hold, or nobody reads the results any more.
  case failed
  /// The text does not parse or check; nothing of it was run.
  case refused
  /// Ctrl-C ended it.
  case interrupted

  /// The process's exit status for it.
  public var exitStatus: Int32 {
    switch self {
    case .finished, .quit: 0
    case .failed: 1
    case .refused: 2
    case .interrupted: 130
    }
  }
}
