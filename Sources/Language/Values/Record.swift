/// Named fields in order: an accuracy, a figure, a training.
///
/// A figure that a command drew is a record of kind `figure` with at least `name` and `path`.
public struct Record: Sendable, Equatable {
  /// One named value.
  public struct Field: Sendable, Equatable {
    /// The name after the dot.
    public var name: String
    /// The value.
    public var value: Value
    /// The unit the value is shown with, such as `nats`.
    public var unit: String?

    /// Creates a field.
    public init(_ name: String, _ value: Value, unit: String? = nil) {
      self.name = name
      self.value = value
      self.unit = unit
    }
  }

  /// What the record is: `accuracy`, `figure`, `training`.
  public var kind: String
  /// The fields in the order they are shown.
  public var fields: [Field]

  /// Creates a record.
  public init(kind: String, fields: [Field]) {
    self.kind = kind
    self.fields = fields
  }

  /// The value of the field of that name, or nil if there is none.
  public subscript(name: String) -> Value? {
    fields.first { $0.name == name }?.value
  }

  /// The record on one line: `accuracy(purity: 0.98, nmi: 0.9)`.
  public var text: String {
    let parts = fields.map { "\($0.name): \($0.value.quotedText)" + ($0.unit.map { " \($0)" } ?? "") }
    return "\(kind)(\(parts.joined(separator: ", ")))"
  }
}

/// Rows and columns with a title.
public struct Table: Sendable, Equatable {
  /// One column's head.
  public struct Column: Sendable, Equatable {
    /// The column's name.
    public var name: String
    /// The unit of its values, such as `nats`.
    public var unit: String?
    /// The column with the standard deviations of its values, which are shown beside them: `0.97 ± 0.01`.
    public var deviation: String?

    /// Creates a column.
    public init(_ name: String, unit: String? = nil, deviation: String? = nil) {
      self.name = name
      self.unit = unit
      self.deviation = deviation
    }

    /// Two columns, of means and of their standard deviations.
    public static func spread(_ name: String, unit: String? = nil) -> [Column] {
      let deviation = name + "_sd"
      return [Column(name, unit: unit, deviation: deviation), Column(deviation, unit: unit)]
    }
  }

  /// The title, if there is one.
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

  /// A row as a record with a field for each column.
  public func row(_ index: Int) -> Record {
    Record(kind: "row", fields: zip(columns, rows[index]).map { Record.Field($0.name, $1, unit: $0.unit) })
  }

  /// The table as people read it: a mean and its standard deviation stand in one column.
  public var joined: Table {
    let deviations = Set(columns.compactMap(\.deviation))
    guard !deviations.isEmpty else { return self }
    let kept = columns.indices.filter { !deviations.contains(columns[$0].name) }
    return Table(
      title: title, columns: kept.map { Column(columns[$0].name, unit: columns[$0].unit) },
      rows: rows.map { row in kept.filter(row.indices.contains).map { joined(row, at: $0) } })
  }

  private func joined(_ row: [Value], at place: Int) -> Value {
    guard let name = columns[place].deviation, let other = columns.firstIndex(where: { $0.name == name }),
      row.indices.contains(other), case .number(let mean) = row[place], case .number(let deviation) = row[other]
    else { return row[place] }
    return .text(NumberText.spread(mean, deviation))
  }

  /// The table in few words: `layers (12 rows)`.
  public var text: String {
    "\(title ?? "table") (\(rows.count) \(rows.count == 1 ? "row" : "rows"))"
  }
}
