/// Every error found in a source text before any of it ran, in the order of the text.
public struct Diagnostics: Error, Sendable, Equatable {
  /// The errors; never empty when thrown.
  public let all: [Diagnostic]

  /// Gathers errors and puts them in the order of the text.
  public init(_ all: [Diagnostic]) {
    self.all = all.sorted { $0.range.lower < $1.range.lower }
  }

  /// All messages as text, one after the other.
  public func rendered() -> String {
    all.map { $0.rendered() }.joined(separator: "\n")
  }
}
