import Printing
import Synchronization

@testable import Terminal

/// An output that keeps what is written.
final class Written: Sendable {
  private let pieces = Mutex("")
  private let abilities: TerminalAbilities
  private let isClosed: Bool

  /// A terminal of `width` columns, or a file; `isClosed` makes every write fail as to a closed pipe.
  init(width: Int? = nil, isClosed: Bool = false) {
    abilities = TerminalAbilities(width: width)
    self.isClosed = isClosed
  }

  var output: Output {
    Output(abilities: abilities) { [self] text in
      if isClosed { throw Output.Closed() }
      pieces.withLock { $0 += text }
    }
  }

  var text: String { pieces.withLock(\.self) }
}
