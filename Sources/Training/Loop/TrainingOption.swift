/// Something among the settings that the language, a checkpoint and a run's record know under one name, and that the latter
/// two have only if it is not the standard value: a number, or one that may change with the model's age.
public struct TrainingOption<Value: Equatable & Sendable>: Sendable {
  /// The name.
  public let name: String
  /// Where it stands in the settings.
  public let path: WritableKeyPath<TrainingSettings, Value> & Sendable
  /// Its value where nobody names one.
  public let standard: Value

  private init(_ name: String, _ path: WritableKeyPath<TrainingSettings, Value> & Sendable) {
    self.name = name
    self.path = path
    standard = TrainingSettings(.epochs(1), rate: 1e-3, batch: 1)[keyPath: path]
  }
}

extension TrainingOption<Double> {
  /// The one of that name, which must be there.
  public static func named(_ name: String) -> Self { all.one(named: name) }

  /// All numbers, in the order in which records show them.
  public static var all: [Self] {
    [
      Self("temperature", \.consistency.temperature), Self("groups", \.consistency.groups),
      Self("distortion", \.consistency.distortion), Self("first", \.schedule.assignmentFirst),
      Self("early", \.schedule.early), Self("warmup", \.schedule.warmup), Self("cosine", \.schedule.cosine),
      Self("annealing", \.schedule.annealing), Self("augment", \.augmentation), Self("pretrain", \.pretraining),
      Self("neighbors", \.agreement.weight), Self("supervision", \.supervision), Self("patience", \.patience),
    ]
  }
}

extension TrainingOption<Ramp> {
  /// The one of that name, which must be there.
  public static func named(_ name: String) -> Self { all.one(named: name) }

  /// All that may change with the model's age, in the order in which records show them.
  public static var all: [Self] {
    [
      Self("lambda", \.lambda), Self("reconstruction_weight", \.schedule.terms.reconstruction),
      Self("conditional_weight", \.schedule.terms.conditional), Self("style_weight", \.schedule.terms.style),
      Self("eta", \.schedule.terms.component), Self("alpha", \.schedule.terms.violation),
      Self("consistency", \.consistency.weight), Self("balance", \.consistency.balance),
      Self("entropy", \.consistency.entropy), Self("partition", \.agreement.partition),
    ]
  }
}

extension Array {
  fileprivate func one<Value>(named name: String) -> Element where Element == TrainingOption<Value> {
    guard let option = first(where: { $0.name == name }) else { preconditionFailure("training has no option \(name)") }
    return option
  }
}

extension TrainingSettings {
  /// Those of the options that are not at their standard value.
  public func named<Value>(_ options: [TrainingOption<Value>]) -> [(name: String, value: Value)] {
    options.filter { self[keyPath: $0.path] != $0.standard }.map { ($0.name, self[keyPath: $0.path]) }
  }
}
