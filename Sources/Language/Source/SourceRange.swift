/// A part of a source text, as UTF-8 offsets: `lower` is its first byte, `upper` the byte after its last.
public struct SourceRange: Sendable, Equatable {
  /// The offset of the first byte.
  public var lower: Int
  /// The offset after the last byte.
  public var upper: Int

  /// Creates the range from `lower` up to but not including `upper`.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The smallest range that holds this one and `other`.
  public func joined(_ other: SourceRange) -> SourceRange {
    SourceRange(min(lower, other.lower), max(upper, other.upper))
  }
}
