/// Columns that belong together by their names: y1, y2, y3 are one array y.
enum ColumnGroups {
  /// The names of arrays with the columns of each, in order.
  static func of(_ names: [String]) -> [(name: String, columns: Range<Int>)] {
    var groups: [(name: String, columns: Range<Int>)] = []
    var start = 0
    while start < names.count {
      let stem = names[start].hasSuffix("1") ? String(names[start].dropLast()) : ""
      var end = start + 1
      while !stem.isEmpty, end < names.count, names[end] == stem + String(end - start + 1) { end += 1 }
      groups.append((end - start > 1 ? stem : names[start], start..<end))
      start = end
    }
    return groups
  }
}
