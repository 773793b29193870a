/// The statements that stood at the top of what was run, in order, each with what runs it again.
struct Journal {
  /// How a statement ended.
  enum Outcome: String {
    case worked, failed, interrupted
  }

  /// One statement.
  private struct Entry {
    var text: String
    var outcome: Outcome
    /// The lines of a script that do the same again, none where nothing is to be done again; nil where the text does.
    var lines: [String]?
    /// The values it showed.
    var shown: [Value]
  }

  private var entries: [Entry] = []

  mutating func append(_ text: String, _ outcome: Outcome, lines: [String], shown: [Value]) {
    entries.append(Entry(text: text, outcome: outcome, lines: lines == [text] ? nil : lines, shown: shown))
  }

  /// The lines of a script that does all of it again.
  var script: [String] { entries.flatMap { $0.lines ?? [$0.text] } }

  /// The same as cells: a cell ends where something was shown.
  var cells: [JournalCell] {
    var cells: [JournalCell] = []
    for entry in entries where entry.lines != [] {
      if cells.last?.shown.isEmpty != true { cells.append(JournalCell()) }
      cells[cells.count - 1].lines += entry.lines ?? [entry.text]
      cells[cells.count - 1].shown += entry.shown
    }
    return cells
  }

  /// The last statements with their numbers; all where `count` is nil.
  func table(last count: Int?) -> Table {
    let rows = entries.enumerated().map { index, entry in
      let lines = entry.text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
      return [.number(Double(index + 1)), .text(lines.joined(separator: " ")), .text(entry.outcome.rawValue)] as [Value]
    }
    return Table(
      columns: ["number", "statement", "outcome"].map { .init($0) }, rows: Array(rows.suffix(count ?? rows.count)))
  }
}
