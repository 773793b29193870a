/// A CSV file gone through once: how many rows it has and what their labels are.
struct CSVTable {
  let layout: CSVLayout
  private(set) var count = 0
  /// The labels of the rows, as the collected names number them; empty where no column holds labels.
  private(set) var codes: [Int32] = []

  /// Goes through the whole file and adds its labels to `names`.
  init(_ layout: CSVLayout, names: inout ClassNames) throws(DataError) {
    self.layout = layout
    var (record, scanner) = (CSVRecord(), try CSVScanner(layout.path, delimiter: layout.delimiter))
    if layout.names != nil { _ = try scanner.next(&record) }
    while try scanner.next(&record) {
      guard record.count == layout.columns else {
        throw wrong(
          "row \(record.row) has \(record.count == 1 ? "1 column" : "\(record.count) columns"), and the first row "
            + "\(layout.columns)",
          hint: "give each row as many columns; a field with the delimiter inside stands in quotes")
      }
      count += 1
      if let label = layout.label { codes.append(try code(record, label, &names)) }
    }
    guard count > 0 else { throw wrong("it has no rows below its header", hint: "give a file with rows") }
    guard layout.columns > (layout.label == nil ? 0 : 1) else {
      throw wrong("it has no column beside the labels", hint: "give a file with columns of numbers")
    }
  }

  /// How many values a row has beside its label.
  var width: Int { layout.columns - (layout.label == nil ? 0 : 1) }

  /// The values, row by row, in the parts that a split tells.
  func values(_ split: Split) throws(DataError) -> (train: [Float], test: [Float]) {
    var (train, test): ([Float], [Float]) = ([], [])
    train.reserveCapacity(split.trainCount * width)
    test.reserveCapacity(split.testCount * width)
    var (record, scanner) = (CSVRecord(), try CSVScanner(layout.path, delimiter: layout.delimiter))
    if layout.names != nil { _ = try scanner.next(&record) }
    for isTest in split.isTest {
      guard try scanner.next(&record), record.count == layout.columns else {
        throw wrong("it changed while it was read", hint: "load it again")
      }
      for column in 0..<layout.columns where column != layout.label {
        let value = try number(record, column)
        if isTest { test.append(value) } else { train.append(value) }
      }
    }
    return (train, test)
  }

  private func code(_ record: CSVRecord, _ label: Int, _ names: inout ClassNames) throws(DataError) -> Int32 {
    let text = record[label]
    guard !CSVLayout.isMissing(text) else { throw missing(record, label) }
    guard let code = names.code(text) else {
      throw ClassNames.tooMany("\(layout.path): \(layout.column(label)) has")
    }
    return code
  }

  private func number(_ record: CSVRecord, _ column: Int) throws(DataError) -> Float {
    let field = record[column]
    guard let value = Float(field), !value.isNaN else {
      if CSVLayout.isMissing(field) { throw missing(record, column) }
      let hint =
        field.contains(",")
        ? "write numbers with a decimal point" : "is it the column of labels? Say so with label=\(column + 1)"
      throw wrong(
        "row \(record.row), \(layout.column(column)): '\(CSVLayout.quoted(field))' is not a number", hint: hint)
    }
    guard value.isFinite else {
      throw wrong(
        "row \(record.row), \(layout.column(column)): '\(CSVLayout.quoted(field))' is beyond the numbers of float32",
        hint: "write the column in another unit, or leave it out")
    }
    return value
  }

  private func missing(_ record: CSVRecord, _ column: Int) -> DataError {
    wrong("row \(record.row), \(layout.column(column)): the value is missing", hint: "fill it in, or take the row out")
  }

  private func wrong(_ finding: String, hint: String) -> DataError {
    DataError("\(layout.path): \(finding)", hint: hint)
  }
}
