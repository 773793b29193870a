/// The parts of a file's path.
enum FileName {
  /// The name without folders and ending, to call a data set by.
  static func stem(_ path: String) -> String {
    var name = last(path)
    if name.hasSuffix(".gz"), name.count > 3 { name.removeLast(3) }
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The name without folders.
  static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Whether a name is that of a file of arrays: NumPy's, or one in the idx format.
  static func isArrayFile(_ path: String) -> Bool {
    let ending = path.hasSuffix(".gz") ? self.ending(String(path.dropLast(3))) : self.ending(path)
    return ["npy", "npz"].contains(ending) || ending.hasPrefix("idx")
      || path.contains("-idx") && path.contains("-ubyte")
  }

  /// The ending in lower case, without its dot; empty if there is none.
  static func ending(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
