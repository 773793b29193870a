/// How the values of a column are scaled, as measured on the rows to train on.
public enum TableScaling: String, Sendable, CaseIterable {
  /// To mean 0 and standard deviation 1.
  case standard
  /// From the least to the greatest value as 0 to 1.
  case minmax
  /// To median 0 and the middle half of the values 1 wide.
  case robust
  /// ln(1 + value), for counts.
  case log1p
  /// As they are.
  case none
}

/// What becomes of values that are missing.
public enum MissingValues: String, Sendable, CaseIterable {
  /// A likelihood leaves them out; elsewhere the mean of their column stands for them.
  case mask
  /// They become the mean of their column.
  case mean
  /// Their rows are left out.
  case drop
  /// They are an error.
  case error
}

/// How a CSV file is read.
public struct CSVOptions: Sendable {
  /// The column of labels, by its name or its number from 1.
  public var label: String?
  /// The column that names the rows.
  public var id: String?
  /// The column that tells batches.
  public var batch: String?
  /// The columns to learn from, by name, number or range of numbers (`3...7`); nil for all.
  public var columns: [String]?
  /// Columns to leave out.
  public var drop: [String] = []
  /// Whether the first row names the columns; nil to find out.
  public var header: Bool?
  /// The byte between columns, a blank for runs of blanks; nil to find out.
  public var delimiter: UInt8?
  /// The byte before a number's fraction; nil to find out.
  public var decimal: UInt8?
  /// The byte between thousands.
  public var thousands: UInt8?
  /// What the text is encoded in; nil to find out.
  public var encoding: TextEncoding?
  /// What stands for a missing value; nil for the usual marks.
  public var missingMarks: [String]?
  /// What becomes of missing values; nil for `mask`.
  public var missing: MissingValues?
  /// How values are scaled; nil for `standard`, but for a table of nothing but 0 and 1.
  public var scaling: TableScaling?
  /// The shape that makes an image of each row.
  public var shape: ExampleShape?
  /// What is tested on.
  public var test: TestExamples
  /// What the share to test on is drawn by.
  public var seed: UInt64

  /// No labels, everything else found out, a fifth to test on.
  public init(
    label: String? = nil, header: Bool? = nil, scaling: TableScaling? = nil, test: TestExamples = .share(0.2),
    seed: UInt64 = 1
  ) {
    (self.label, self.header, self.scaling, self.test, self.seed) = (label, header, scaling, test, seed)
  }
}
