/// What a command can write to the path after `>`.
public enum OutputKind: Sendable {
  /// A figure.
  case figure
  /// A figure, or the examples or counts it shows as rows and columns.
  case examples
  /// Rows and columns.
  case table
  /// Rows and columns that the command writes as they come.
  case rows
  /// A film.
  case film

  private static let pictures = ["png", "svg", "pdf"]
  private static let tables = ["csv", "tsv", "json", "npz"]

  /// The endings of the formats it can be written in.
  public var endings: [String] {
    switch self {
    case .figure: Self.pictures
    case .examples: Self.pictures + Self.tables
    case .table: Self.tables
    case .rows: ["csv"]
    case .film: ["gif"]
    }
  }
}
