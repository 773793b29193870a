import CKernels
import Compute

/// A part of a table's file that begins and ends between two lines.
struct TablePart {
  /// The part's bytes.
  let source: FileSection
  /// The line that it begins on, counted from 1.
  let line: Int

  /// Files below this are read at once: two megabytes take twenty milliseconds.
  static let least = 2 << 20

  /// Divides a large file among the threads. A file that is compressed, in UTF-16, or with quotes, inside of which lines may end,
  /// is not divided: no parts.
  static func parts(of layout: CSVLayout) throws(DataError) -> [TablePart] {
    let threads = Engine.threads
    guard threads > 1, layout.encoding != .utf16 else { return [] }
    let file = try InputFile(path: layout.path)
    guard let size = file.plainSize, size >= least else { return [] }
    let start = try file.read(3) == [0xef, 0xbb, 0xbf] ? 3 : 0
    let borders = (0...threads).map { start + (size - start) * $0 / threads }
    let ranges = zip(borders, borders.dropFirst()).map { $0..<$1 }
    let sections = try ranges.map { range throws(DataError) in (try section(layout.path, range), range.lowerBound) }
    let marks = try Concurrently.map(sections) { section throws(DataError) in try Marks(section.0, from: section.1) }
    guard !marks.contains(where: \.hasQuotes) else { return [] }
    return try parts(marks, start: start, end: size).map { bytes, line throws(DataError) in
      TablePart(source: try section(layout.path, bytes), line: line)
    }
  }

  private static func section(_ path: String, _ bytes: Range<Int>) throws(DataError) -> FileSection {
    try FileSection(InputFile(path: path), start: bytes.lowerBound, count: bytes.count)
  }

  /// A part begins behind the first line end after its border.
  private static func parts(_ marks: [Marks], start: Int, end: Int) -> [(Range<Int>, Int)] {
    var begins = [(place: start, line: 1)], lines = 1 + (marks.first?.lines ?? 0)
    for mark in marks.dropFirst() {
      if let first = mark.firstLineEnd { begins.append((first.place, lines + first.lines)) }
      lines += mark.lines
    }
    let ends = begins.dropFirst().map(\.place) + [end]
    return zip(begins, ends).map { ($0.place..<$1, $0.line) }
  }

  /// What ends lines in a range of the file.
  private struct Marks {
    private(set) var lines = 0
    private(set) var hasQuotes = false
    /// Where the first line feed was: the place behind it, and the lines that had ended by then.
    private(set) var firstLineEnd: (place: Int, lines: Int)?

    init(_ source: FileSection, from start: Int) throws(DataError) {
      var bytes = [UInt8](repeating: 0, count: 1 << 18), place = start, last: UInt8 = 0
      while true {
        let count = try source.fill(&bytes)
        guard count > 0 else { return }
        if firstLineEnd == nil, let first = bytes[..<count].firstIndex(of: 0x0a) {
          firstLineEnd = (place + first + 1, lines + Int(gm_text_marks(bytes, Int64(first + 1), last).lines))
        }
        let marks = gm_text_marks(bytes, Int64(count), last)
        lines += Int(marks.lines)
        hasQuotes = hasQuotes || marks.quotes > 0
        guard !hasQuotes else { return }
        (last, place) = (bytes[count - 1], place + count)
      }
    }
  }
}
