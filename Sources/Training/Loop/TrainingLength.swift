/// How long a call of training goes on. Steps and minutes may end in the middle of an epoch.
public enum TrainingLength: Sendable, Equatable {
  /// Epochs to complete; one that was interrupted before counts when it is completed.
  case epochs(Int)
  /// Steps to take.
  case steps(Int)
  /// Minutes by the clock, evaluation counted.
  case minutes(Double)
}
