import Glibc
import Language
import Terminal

/// The cells run so far, session 1, and the statements of earlier sessions as the prompt keeps them, session 0.
struct KernelHistory {
  private struct Entry {
    let session: Int
    let number: Int
    let code: String
    let shown: String
  }

  private static let current = 1
  private let file: HistoryFile?
  private var all: [Entry]

  init(file: HistoryFile?) {
    self.file = file
    let before = (try? file?.entries()) ?? []
    all = before.enumerated().map { Entry(session: 0, number: $0 + 1, code: $1, shown: "") }
  }

  /// Keeps a cell. That it cannot be kept in the file is no reason to stop.
  mutating func note(_ code: String, _ shown: String, number: Int) {
    guard !code.allSatisfy(\.isWhitespace) else { return }
    all.append(Entry(session: Self.current, number: number, code: code, shown: shown))
    try? file?.append(code)
  }

  /// What a request asks for: the last ones, those of a session, or those that match a pattern.
  func entries(_ request: Record) -> Value {
    let chosen =
      switch request["hist_access_type"]?.string {
      case "range": range(request)
      case "search": search(request)
      default: last(request["n"]?.wholeNumber, of: all)
      }
    let hasOutput = request["output"]?.flag ?? false
    return .list(
      chosen.map { entry in
        let code = Value.text(entry.code), shown = entry.shown.isEmpty ? Value.nothing : .text(entry.shown)
        return .list([
          .number(Double(entry.session)), .number(Double(entry.number)), hasOutput ? .list([code, shown]) : code,
        ])
      })
  }

  private func last(_ count: Int?, of entries: [Entry]) -> [Entry] {
    count.map { entries.suffix(max(0, $0)) } ?? entries
  }

  /// A session up to 0 is counted back from the present one.
  private func range(_ request: Record) -> [Entry] {
    let asked = request["session"]?.wholeNumber ?? 0
    let session = asked > 0 ? asked : asked == 0 ? Self.current : Self.current + asked
    let start = request["start"]?.wholeNumber ?? 1, stop = request["stop"]?.wholeNumber ?? .max
    return all.filter { $0.session == session && $0.number >= start && $0.number < stop }
  }

  private func search(_ request: Record) -> [Entry] {
    let pattern = request["pattern"]?.string ?? "*"
    var found = all.filter { fnmatch(pattern, $0.code, 0) == 0 }
    if request["unique"]?.flag ?? false {
      var seen: Set<String> = []
      found = found.reversed().filter { seen.insert($0.code).inserted }.reversed()
    }
    return last(request["n"]?.wholeNumber, of: found)
  }
}
