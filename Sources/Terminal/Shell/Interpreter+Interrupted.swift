import Language

extension Interpreter {
  /// What an interruption left: the model as far as it was trained, or the session as it was.
  public var whatIsKept: String {
    guard case .record(let model)? = host.value(named: "model") else { return "the session is as it was" }
    return "the model is kept as trained so far" + (model["epoch"].map { " (epoch \($0.text))" } ?? "")
  }
}
