/// What a command needs before it can run; the session checks it.
public enum Need: String, Sendable, CaseIterable {
  /// Loaded data.
  case data
  /// A model.
  case model
  /// A model that has been trained.
  case trained

  /// How help says it.
  public var text: String {
    switch self {
    case .data: "loaded data (load arcs)"
    case .model: "a model (model arcs)"
    case .trained: "a trained model (train 60 epochs)"
    }
  }
}
