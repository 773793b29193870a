/// What each column of a table is there for.
struct ColumnRoles: Equatable {
  /// The columns to learn from, in the order of the features.
  var features: [Int]
  /// The column of labels.
  var label: Int?
  /// The column that names the rows.
  var id: Int?
  /// The column that tells batches.
  var batch: Int?
  /// Those of the features that hold texts, which are categories.
  var texts: Set<Int> = []

  /// Columns by number.
  init(features: [Int], label: Int?, id: Int?, batch: Int?, texts: Set<Int>) {
    (self.features, self.label, self.id, self.batch, self.texts) = (features, label, id, batch, texts)
  }

  /// As the options say; a first column without a name, as pandas and R write the rows' names, is the id.
  init(_ layout: CSVLayout, _ options: CSVOptions) throws(DataError) {
    label = try options.label.map { text throws(DataError) in try layout.index(of: text) }
    id = try options.id.map { text throws(DataError) in try layout.index(of: text) }
    batch = try options.batch.map { text throws(DataError) in try layout.index(of: text) }
    if let batch, batch == label {
      throw DataError(
        "\(layout.path): \(layout.column(batch)) cannot be both the labels and the batches",
        hint: "take the one for which clusters are to be found as label=, and the one that is to make none as batch=")
    }
    if id == nil, layout.columns > 1, label != 0, batch != 0, let names = layout.names, names[0].isEmpty,
      names.dropFirst().contains(where: { !$0.isEmpty })
    {
      id = 0
    }
    let taken = try options.columns.map { texts throws(DataError) in try layout.indices(of: texts) }
    let dropped = Set(try layout.indices(of: options.drop))
    features = (taken ?? Array(0..<layout.columns)).filter { [label, id, batch] in
      $0 != label && $0 != id && $0 != batch && !dropped.contains($0)
    }
    guard !features.isEmpty else {
      throw DataError(
        "\(layout.path): it has no column beside \(label == nil ? "those left out" : "the labels")",
        hint: "give a file with columns of numbers")
    }
  }
}

extension CSVLayout {
  /// The column that a name, a name without its unit, or a number from 1 stands for.
  func index(of text: String) throws(DataError) -> Int {
    if let index = names?.firstIndex(of: text) { return index }
    if let index = names?.firstIndex(where: { ColumnName($0).name == text }) { return index }
    if let number = Int(text), (1...columns).contains(number) { return number - 1 }
    let known =
      names.map { list($0.filter { !$0.isEmpty }) }
      ?? "it has no header: give a number from 1 to \(columns), or header=true if its first row names the columns"
    throw DataError("\(path): it has no column '\(Self.quoted(text))'", hint: known)
  }

  /// The columns that names, numbers and ranges of numbers (`3...7`) stand for, in their order.
  func indices(of texts: [String]) throws(DataError) -> [Int] {
    var indices: [Int] = []
    for text in texts {
      let ends = text.split(separator: "...", maxSplits: 1).compactMap { Int($0) }
      if ends.count == 2, text.contains("..."), ends[0] <= ends[1], ends[0] >= 1, ends[1] <= columns {
        indices += ends[0] - 1...ends[1] - 1
      } else {
        indices.append(try index(of: text))
      }
    }
    return indices
  }

  private func list(_ names: [String]) -> String {
    "its columns: " + Self.listed(names, 20)
  }
}

/// A column's name and its unit: `mass (g)` or `mass [g]`.
struct ColumnName {
  let name: String
  let unit: String?

  init(_ text: String) {
    for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
      guard text.last == close, let start = text.lastIndex(of: open) else { continue }
      let name = text[..<start], unit = text[text.index(after: start)...].dropLast()
      guard name.last == " ", let end = name.lastIndex(where: { $0 != " " }), !unit.isEmpty else { continue }
      (self.name, self.unit) = (String(name[...end]), String(unit))
      return
    }
    (name, unit) = (text, nil)
  }
}
