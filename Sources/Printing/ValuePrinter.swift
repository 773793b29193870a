import Language

/// Turns a command's value into the lines a person reads.
public struct ValuePrinter: Sendable {
  let abilities: TerminalAbilities
  let showsAllRows: Bool

  /// A printer for a stream with these abilities; on a terminal, tables are cut to its width, and to its height unless
  /// `showsAllRows`.
  public init(abilities: TerminalAbilities, showsAllRows: Bool = false) {
    self.abilities = abilities
    self.showsAllRows = showsAllRows
  }

  /// The value's lines, without a line break at the end; empty if there is nothing to show. Text from data, files
  /// and labels cannot steer the terminal: its control characters are written out.
  public func text(of value: Value) -> String {
    lines(of: value, indent: 0).joined(separator: "\n")
  }

  func lines(of value: Value, indent: Int) -> [String] {
    switch value {
    case .nothing: []
    case .text(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).escapingControls }
    case .number, .boolean, .range, .list: [value.text.escapingControls]
    case .record(let record): lines(of: record, indent: indent)
    case .table(let table): TableLayout(table, abilities: abilities, showsAllRows: showsAllRows, indent: indent).lines
    }
  }
}
