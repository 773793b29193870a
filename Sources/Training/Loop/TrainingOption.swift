/// A number among the settings that the language, a checkpoint and a run's record know under one name, and that the latter
/// two have only where it is not the standard one.
public struct TrainingOption {
  /// The name.
  public let name: String
  /// Where it stands in the settings.
  public let path: WritableKeyPath<TrainingSettings, Double>
  /// Its value where nobody names one.
  public let standard: Double

  private init(_ name: String, _ path: WritableKeyPath<TrainingSettings, Double>) {
    self.name = name
    self.path = path
    standard = TrainingSettings(.epochs(1), rate: 1e-3, batch: 1)[keyPath: path]
  }

  /// All of them, in the order in which records show them.
  public static var all: [TrainingOption] {
    [
      TrainingOption("consistency", \.consistency.weight), TrainingOption("temperature", \.consistency.temperature),
      TrainingOption("balance", \.consistency.balance), TrainingOption("entropy", \.consistency.entropy),
      TrainingOption("groups", \.consistency.groups), TrainingOption("distortion", \.consistency.distortion),
      TrainingOption("first", \.schedule.assignmentFirst),
      TrainingOption("early", \.schedule.early), TrainingOption("warmup", \.schedule.warmup),
      TrainingOption("cosine", \.schedule.cosine), TrainingOption("annealing", \.schedule.annealing),
      TrainingOption("augment", \.augmentation), TrainingOption("pretrain", \.pretraining),
    ]
  }
}

extension TrainingSettings {
  /// The options that are not at their standard value.
  public var namedOptions: [(name: String, value: Double)] {
    TrainingOption.all.filter { self[keyPath: $0.path] != $0.standard }.map { ($0.name, self[keyPath: $0.path]) }
  }
}
