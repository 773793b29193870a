/// Takes a notebook apart, line by line, in time linear in its length.
struct NotebookParser {
  private let bytes: [UInt8]
  /// Where each line begins, the first after a byte order mark; then the end of the last.
  private let starts: [Int]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0]
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
    if starts.last != bytes.count { starts.append(bytes.count) }
    self.starts = starts
  }

  private var count: Int { starts.count - 1 }

  private func line(_ index: Int) -> ArraySlice<UInt8> { bytes[starts[index]..<starts[index + 1]] }

  private func lines(_ range: Range<Int>) -> [UInt8] {
    Array(bytes[starts[range.lowerBound]..<starts[range.upperBound]])
  }

  /// The front matter, from a first line `---` to the next if no block of code begins between them, and a byte order mark
  /// before it.
  mutating func readHead() -> [UInt8] {
    if count > 0, isRule(0), let end = (1..<count).first(where: { isRule($0) || Fence(line($0)) != nil }), isRule(end) {
      place = end + 1
    }
    return Array(bytes[..<starts[place]])
  }

  private func isRule(_ index: Int) -> Bool { line(index).trimmed.elementsEqual("---".utf8) }

  /// The rest.
  mutating func readParts() -> [Notebook.Part] {
    var parts: [Notebook.Part] = [], prose = place
    while place < count {
      let start = place
      if let cell = readCell() {
        if prose < start { parts.append(.prose(lines(prose..<start))) }
        parts.append(.cell(cell))
        prose = place
      } else {
        place = end(ofBlockAt: start)
      }
    }
    if prose < count { parts.append(.prose(lines(prose..<count))) }
    return parts
  }

  private mutating func readCell() -> Cell? {
    let start = place
    guard let fence = Fence(line(start)), fence.words.first == "gmvae" else { return nil }
    let end = end(ofBlockAt: start)
    guard end > start + 1, fence.isClosed(by: line(end - 1)) else { return nil }
    let (gap, output) = output(after: end)
    place = output?.end ?? end
    return Cell(
      opening: lines(start..<start + 1), code: lines(start + 1..<end - 1), closing: lines(end - 1..<end),
      gap: output == nil ? [] : gap, output: output?.output, varies: fence.words.contains("varies"))
  }

  /// The output that follows a cell after blank lines.
  private func output(after end: Int) -> (gap: [UInt8], output: (output: CellOutput, end: Int)?) {
    var start = end
    while start < count, line(start).allSatisfy(\.isBlank) { start += 1 }
    guard start < count, Marker.hash(line(start)) != nil else { return ([], nil) }
    var place = start + 1
    while place < count, Marker.hash(line(place)) == nil {
      if Marker.closes(line(place)) {
        let output = CellOutput(
          opening: lines(start..<start + 1), content: lines(start + 1..<place), closing: lines(place..<place + 1))
        return (lines(end..<start), (output, place + 1))
      }
      place = self.end(ofBlockAt: place)
    }
    return ([], nil)
  }

  /// The line after the block of code or the comment that begins on a line; the next line if none does.
  private func end(ofBlockAt start: Int) -> Int {
    if let fence = Fence(line(start)) {
      return (start + 1..<count).first { fence.isClosed(by: line($0)) }.map { $0 + 1 } ?? count
    }
    if line(start).indented?.starts(with: "<!--".utf8) == true {
      return (start..<count).first { line($0).firstRange(of: Array("-->".utf8)) != nil }.map { $0 + 1 } ?? count
    }
    return start + 1
  }
}
