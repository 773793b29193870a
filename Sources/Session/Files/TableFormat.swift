/// The formats that tables are written in, by their endings.
enum TableFormat: String {
  case csv, tsv, json, npz

  /// The format that a path's ending names; nil if it names none.
  init?(path: String) {
    guard let ending = path.split(separator: ".").last, path.contains("."),
      let format = TableFormat(rawValue: ending.lowercased())
    else { return nil }
    self = format
  }
}
