import Language

/// A command of the session: how it is written and explained, and what it does, in one place.
protocol SessionCommand: Declared {
  /// Does it. An error leaves the session as it was, unless it is `Unfinished`.
  func perform(_ call: Call, in session: Session) throws -> Outcome
}

extension Need {
  /// Loaded data.
  static let data = Need("data", "loaded data (load arcs)")
  /// A model.
  static let model = Need("model", "a model (model arcs)")
  /// A model that has been trained.
  static let trained = Need("trained", "a trained model (train 60 epochs)")
}

extension ParameterKind {
  /// The number of a component of the model.
  static let component = ValueKind<Int>.component.kind
  /// The name of a kept state of the model.
  static let snapshot = ValueKind<String>.snapshot.kind
}

extension ValueKind<Int> {
  /// The number of a component of the model.
  static var component: Self { .index(of: "a component") }
  /// The number of an example of the data.
  static var example: Self { .index(of: "an example") }
}

extension ValueKind<String> {
  /// The name of a kept state of the model.
  static var snapshot: Self { .name(of: "a snapshot") }
}
