import Language
import Printing

/// What Tab shows where several words could follow: one a line with its summary, or columns if there are no summaries
/// or no room for them.
struct CandidateList {
  let candidates: [Completion.Candidate]
  let abilities: TerminalAbilities

  /// The lines, cut to the terminal's width, with a count of what is left out.
  var lines: [String] {
    let hasSummaries = candidates.count <= mostLines && !candidates.allSatisfy(\.summary.isEmpty)
    let all = hasSummaries ? withSummaries : inColumns
    guard all.count > mostLines else { return all }
    let rest = "\(abilities.glyphs.ellipsis) \(all.count - mostLines + 1) more lines"
    return all.prefix(mostLines - 1) + [abilities.style(.faint, rest)]
  }

  /// As many as leave the line being edited on the screen.
  private var mostLines: Int { max(10, (abilities.height ?? 33) - 3) }

  private var width: Int { max(1, (abilities.width ?? 80) - 1) }

  private var names: [String] { candidates.map(\.text.escapingControls) }

  private var withSummaries: [String] {
    let longest = min(names.map(\.columns).max() ?? 0, width / 2)
    return zip(names, candidates).map { name, candidate in
      let room = width - max(longest, name.columns) - 2
      guard room > 0 else { return name }
      let summary = candidate.summary.escapingControls.cut(to: room, ellipsis: abilities.glyphs.ellipsis)
      return summary.isEmpty ? name : name.padded(to: longest) + "  " + abilities.style(.faint, summary)
    }
  }

  private var inColumns: [String] {
    let cell = (names.map(\.columns).max() ?? 0) + 2
    let perLine = max(1, (width + 2) / cell)
    return stride(from: 0, to: names.count, by: perLine).map { start in
      let row = names[start..<min(start + perLine, names.count)]
      return row.dropLast().map { $0.padded(to: cell) }.joined() + (row.last ?? "")
    }
  }
}
