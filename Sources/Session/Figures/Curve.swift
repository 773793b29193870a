import Language

/// A run's learning curves, read from the record that `train` gave.
struct Curve {
  let epochs: [Double]
  let lambda: Double
  /// What tells it from the runs of other settings; empty if nothing does.
  let setting: String
  private let columns: [String: [Double]]

  /// Nil where the record is not that of a training.
  init?(_ record: Record) {
    guard record.kind == "training", case .table(let history)? = record["history"] else { return nil }
    self.init(history, lambda: Curve.number(record["lambda"]) ?? 0, setting: record["setting"]?.text ?? "")
  }

  init(_ history: Table, lambda: Double, setting: String = "") {
    var columns: [String: [Double]] = [:]
    for (index, column) in history.columns.enumerated() {
      columns[column.name] = history.rows.map { Curve.number($0[index]) ?? .nan }
    }
    self.columns = columns
    self.lambda = lambda
    self.setting = setting
    epochs = columns["epoch"] ?? []
  }

  /// A term's values on the training examples, or on the test examples.
  func values(_ term: String, test: Bool) -> [Double] { columns[(test ? "test_" : "") + term] ?? [] }

  private static func number(_ value: Value?) -> Double? {
    if case .number(let number)? = value { number } else { nil }
  }
}
