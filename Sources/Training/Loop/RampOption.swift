/// A number among the settings that may change with the model's age, and that the language, a checkpoint and a run's record
/// know under one name.
public struct RampOption {
  /// The name.
  public let name: String
  /// Where it stands in the settings.
  public let path: WritableKeyPath<TrainingSettings, Ramp>
  /// Its value where nobody names one.
  public let standard: Ramp

  private init(_ name: String, _ path: WritableKeyPath<TrainingSettings, Ramp>) {
    self.name = name
    self.path = path
    standard = TrainingSettings(.epochs(1), rate: 1e-3, batch: 1)[keyPath: path]
  }

  /// All of them, in the order in which records show them.
  public static var all: [RampOption] {
    [
      RampOption("lambda", \.lambda), RampOption("reconstruction_weight", \.schedule.terms.reconstruction),
      RampOption("conditional_weight", \.schedule.terms.conditional),
      RampOption("style_weight", \.schedule.terms.style), RampOption("eta", \.schedule.terms.component),
      RampOption("alpha", \.schedule.terms.violation),
    ]
  }
}

extension TrainingSettings {
  /// The ramps that are not at their standard value.
  public var namedRamps: [(name: String, value: Ramp)] {
    RampOption.all.filter { self[keyPath: $0.path] != $0.standard }.map { ($0.name, self[keyPath: $0.path]) }
  }
}
