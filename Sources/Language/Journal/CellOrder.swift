/// Follows cells from the top and tells which of them ran where those above lead.
struct CellOrder: Sendable {
  /// Where the cells so far lead.
  private var place: SessionMark
  private var isBroken = false

  /// Begins where the session began.
  init(at start: SessionMark) { place = start }

  /// Goes on with the next cell and tells whether it ran in this order. One that did not, and changed the session, leaves
  /// no order to those below.
  mutating func takes(_ cell: JournalCell) -> Bool {
    guard !isBroken, cell.before == place else {
      isBroken = isBroken || cell.before != cell.after
      return false
    }
    place = cell.after
    return true
  }
}
