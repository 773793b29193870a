/// What a command can write to the path after `>`.
public enum OutputKind: Sendable {
  /// A figure.
  case figure
  /// Rows and columns.
  case table

  /// The endings of the formats it can be written in.
  public var endings: [String] {
    switch self {
    case .figure: ["png", "svg", "pdf"]
    case .table: ["csv", "tsv", "json"]
    }
  }
}
