/// How the values of a table are scaled, each column by itself, as measured on the rows to train on.
public enum TableScaling: String, Sendable, CaseIterable {
  /// As they are.
  case none
  /// From the least to the greatest value as 0 to 1.
  case minmax
  /// To mean 0 and standard deviation 1.
  case standard
}

/// How a CSV file is read.
public struct CSVOptions: Sendable {
  /// The column of labels, by its name or its number from 1.
  public var label: String?
  /// Whether the first row names the columns; nil to find out.
  public var header: Bool?
  /// How values are scaled.
  public var scaling: TableScaling
  /// What is tested on.
  public var test: TestExamples
  /// What the share to test on is drawn by.
  public var seed: UInt64

  /// No labels, header found out, values as they are, a fifth to test on.
  public init(
    label: String? = nil, header: Bool? = nil, scaling: TableScaling = .none, test: TestExamples = .share(0.2),
    seed: UInt64 = 1
  ) {
    (self.label, self.header, self.scaling, self.test, self.seed) = (label, header, scaling, test, seed)
  }
}
