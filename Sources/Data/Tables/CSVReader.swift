/// Reads a person's own table: rows of numbers, with labels in one column or none.
///
/// Comma, semicolon or tab is found out; quotes as in RFC 4180. The file is gone through twice, so that no more memory is
/// taken than the values need: once for rows and labels, once for the values.
public enum CSVReader {
  /// Loads the table; classes are its labels in natural order.
  /// - Throws: `DataError` where a file is missing or unreadable, a value missing or no number (with row and column).
  public static func load(_ path: String, _ options: CSVOptions = CSVOptions()) throws(DataError) -> Dataset {
    var names = ClassNames()
    let layout = try CSVLayout(path, label: options.label, header: options.header)
    let table = try CSVTable(layout, names: &names)
    switch options.test {
    case .share(let share):
      let codes = layout.label == nil ? nil : table.codes
      let split = try Split(count: table.count, codes: codes, share: share, seed: options.seed, path: path)
      let (train, test) = split.parts(table.codes)
      return dataset(table, try table.values(split), codes: (train, test), names, options.scaling)
    case .file(let testPath):
      let other = try CSVTable(try testLayout(testPath, like: layout, options), names: &names)
      let train = try table.values(Split(trainingOn: table.count)).train
      let test = try other.values(Split(trainingOn: other.count)).train
      return dataset(table, (train, test), codes: (table.codes, other.codes), names, options.scaling)
    }
  }

  private static func testLayout(
    _ path: String, like layout: CSVLayout, _ options: CSVOptions
  ) throws(DataError) -> CSVLayout {
    let test = try CSVLayout(path, label: options.label, header: options.header)
    guard test.columns == layout.columns, test.label == layout.label, test.names == nil || test.names == layout.names
    else {
      throw DataError(
        "\(path): its columns are not those of \(layout.path)",
        hint: "give a test file with the same columns and header")
    }
    return test
  }

  private static func dataset(
    _ table: CSVTable, _ values: (train: [Float], test: [Float]), codes: (train: [Int32], test: [Int32]),
    _ names: ClassNames, _ scaling: TableScaling
  ) -> Dataset {
    var values = values
    let scale = ColumnScale(scaling, fittedTo: values.train, columns: table.width)
    scale.apply(to: &values.train)
    scale.apply(to: &values.test)
    let isLabeled = table.layout.label != nil
    let examples = { (values: [Float], codes: [Int32]) in
      Examples(
        shape: .vector(table.width), storage: .floats(values), labels: isLabeled ? names.labels(codes) : nil)
    }
    return Dataset(
      name: FileName.stem(table.layout.path), train: examples(values.train, codes.train),
      test: examples(values.test, codes.test), classes: isLabeled ? names.sorted : [])
  }
}
