import Language

/// Words in Markdown that are put into a notebook.
public struct Prose: Sendable, Equatable {
  /// The lines. None reaches beyond them: a block of code that they leave open is closed, and comments are shown as they
  /// are written, so that none is taken for a mark of the notebook.
  let lines: [String]

  /// - Parameter text: any text.
  public init(_ text: String) {
    let given = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0).escapingControls }
    var open: Fence?
    var lines = given.trimmingBlank.map { line -> String in
      let bytes = Array(line.utf8)[...]
      if let fence = open {
        if fence.isClosed(by: bytes) { open = nil }
        return line
      }
      open = Fence(bytes)
      return bytes.indented?.starts(with: "<!--".utf8) == true ? line.replacing("<!--", with: "&lt;!--") : line
    }
    if let open { lines.append(open.closing) }
    self.lines = lines
  }

  /// What the command `note` gives; nil for other values.
  public init?(of value: Value) {
    guard case .record(let record) = value, record.kind == "note", case .text(let text)? = record["text"] else {
      return nil
    }
    self.init(text)
  }

  /// Whether a part of them would be a cell, and run.
  public var hasCells: Bool { !Notebook(parsing: Array(lines.joined(separator: "\n").utf8)).cells.isEmpty }
}

extension [String] {
  /// The lines without blank ones at both ends.
  fileprivate var trimmingBlank: ArraySlice<String> {
    func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return []
    }
    return self[first...last]
  }
}
