/// The HTML comments around an output, and the one after a figure that names its points.
enum Marker {
  private static let begin = "<!-- gmvae:output "
  private static let points = "<!-- gmvae:points "
  private static let end = " -->"
  /// The line that ends an output.
  static let closing = "<!-- /gmvae:output -->"

  /// What stands in the place of the hash where an output was stale when it was stored.
  static let stale = "stale"

  /// The line that begins an output of the cell with that hash.
  static func opening(_ hash: String) -> String { begin + hash + end }

  /// The line that names a figure's points.
  static func points(_ path: String) -> String { points + path + end }

  /// The hash in a line that begins an output; nil if it begins none.
  static func hash(_ line: ArraySlice<UInt8>) -> String? { word(in: line, after: begin) }

  /// The path in a line that names a figure's points; nil if it names none.
  static func points(in line: ArraySlice<UInt8>) -> String? { word(in: line, after: points) }

  private static func word(in line: ArraySlice<UInt8>, after begin: String) -> String? {
    let text = line.trimmed
    guard text.starts(with: begin.utf8), Array(text).hasSuffix(end), text.count > begin.utf8.count + end.utf8.count
    else { return nil }
    return String(decoding: text.dropFirst(begin.utf8.count).dropLast(end.utf8.count), as: UTF8.self)
  }

  /// Whether a line ends an output.
  static func closes(_ line: ArraySlice<UInt8>) -> Bool { line.trimmed.elementsEqual(closing.utf8) }
}

extension ArraySlice<UInt8> {
  /// The line without blanks at its end.
  var trimmed: ArraySlice<UInt8> { prefix(lastIndex { !$0.isBlank }.map { $0 - startIndex + 1 } ?? 0) }
}
