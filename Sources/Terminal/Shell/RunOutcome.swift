import Language

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

/// What is shown, and in which form.
public struct OutputOptions: Sendable {
  /// Results as JSON, one value a line.
  public var isJSON: Bool
  /// Only what `print` and expressions say, and errors.
  public var isQuiet: Bool
  /// Each statement before its results.
  public var isEchoing: Bool

  /// Whether a person may have figures shown in the viewer of the desktop.
  public var startsViewer: Bool

  /// Results for people, all of them, unless said otherwise.
  public init(isJSON: Bool = false, isQuiet: Bool = false, isEchoing: Bool = false, startsViewer: Bool = false) {
    self.isJSON = isJSON
    self.isQuiet = isQuiet
    self.isEchoing = isEchoing
    self.startsViewer = startsViewer
  }
}

extension Interpreter {
  /// What an interruption left: the model as far as it was trained, or the session as it was.
  public var whatIsKept: String {
    guard case .record(let model)? = host.value(named: "model") else { return "the session is as it was" }
    return "the model is kept as trained so far" + (model["epoch"].map { " (epoch \($0.text))" } ?? "")
  }
}
