/// Where the examples to test on come from.
public enum TestExamples: Sendable, Equatable {
  /// A share of the examples, drawn by seed, from each class alike.
  case share(Double)
  /// Another file of the same kind.
  case file(String)
}
