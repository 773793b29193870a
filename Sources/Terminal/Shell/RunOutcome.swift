/// How the run of a text ended.
public enum RunOutcome: Sendable, Equatable {
  /// Every statement ran.
  case finished
  /// `quit` ended it.
  case quit
  /// A command failed or an expectation did not hold.
  case failed
  /// Nobody reads the results any more.
  case closed
  /// The text does not parse or check; nothing of it was run.
  case refused
  /// Ctrl-C ended it.
  case interrupted

  /// The process's exit status for it.
  public var exitStatus: Int32 {
    switch self {
    case .finished, .quit: 0
    case .failed, .closed: 1
    case .refused: 2
    case .interrupted: 130
    }
  }
}
