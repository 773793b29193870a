/// Rows and columns with a title.
public struct Table: Sendable, Equatable {
  /// One column's head.
  public struct Column: Sendable, Equatable {
    /// The column's name.
    public var name: String
    /// The unit of its values, such as `nats`.
    public var unit: String?

    /// Creates a column.
    public init(_ name: String, unit: String? = nil) {
      self.name = name
      self.unit = unit
    }
  }

  /// The title, where there is one.
  public var title: String?
  /// The columns.
  public var columns: [Column]
  /// The rows, each with one value a column.
  public var rows: [[Value]]

  /// Creates a table.
  public init(title: String? = nil, columns: [Column], rows: [[Value]]) {
    self.title = title
    self.columns = columns
    self.rows = rows
  }

  /// The table in few words: `layers (12 rows)`.
  public var text: String {
    "\(title ?? "table") (\(rows.count) \(rows.count == 1 ? "row" : "rows"))"
  }
}
