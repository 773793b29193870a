extension Notebook {
  /// The figures, their points and the files that stored outputs link to, as the links stand there.
  public var links: [String] {
    cells.compactMap(\.output).flatMap { output in
      output.content.split(separator: UInt8(ascii: "\n")).compactMap {
        Self.link(in: $0.trimmed) ?? Marker.points(in: $0)
      }
    }
  }

  /// The target of a line that is a link or an image and nothing else.
  private static func link(in line: ArraySlice<UInt8>) -> String? {
    guard line.first == UInt8(ascii: "[") || line.starts(with: "![".utf8), line.last == UInt8(ascii: ")"),
      let middle = line.firstRange(of: Array("](".utf8))
    else { return nil }
    return String(decoding: line[middle.upperBound...].dropLast(), as: UTF8.self)
  }
}
