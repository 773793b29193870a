/// A statement that stood at the top of what was run: what does it again, what it showed, and when it ran.
public struct JournalCell: Sendable {
  /// What its output is worth.
  public enum State: String, Sendable {
    /// Running the cells from the top gives it.
    case fresh
    /// It comes from a run on a session to which the cells above it do not lead.
    case outOfOrder = "out of order"
    /// It comes from a run in the cell's order, but the cells above it have changed since.
    case stale
  }

  var steps: [JournalStep]
  var output: ShownValues
  /// The session before it ran, and after.
  var before: SessionMark
  var after: SessionMark
  var seconds: Double
  /// Whether the cells above it led to where it ran, when it ran.
  var wasInOrder = true
  /// What its output is worth now; the journal knows.
  public internal(set) var state = State.fresh

  /// The values it showed, as far as they are kept.
  public var shown: [Value] { output.values }

  /// The statements that do again what was done, a line or more each.
  public var lines: [String] { steps.map(\.text) }

  /// The comments above its statements, and the lines of these.
  public var parts: (comments: [String], statements: [String]) {
    let comments = steps.prefix(while: \.isComment)
    return (comments.map(\.text), steps.dropFirst(comments.count).map(\.text))
  }

  /// The statements in one line.
  var summary: String {
    let lines = steps.filter { !$0.isAboutData && !$0.isComment }.flatMap { $0.text.split(whereSeparator: \.isNewline) }
    return lines.map { String($0.drop(while: \.isWhitespace)) }.joined(separator: " ")
  }
}

/// A statement that does again a part of what was done.
struct JournalStep: Sendable {
  var text: String
  /// Whether it only expects the data to be what was loaded.
  var isAboutData = false
  /// Whether it is what a person noted, from `#` on.
  var isComment = false

  /// Comments as they were written.
  static func comments(_ texts: [String]) -> [JournalStep] { texts.map { JournalStep(text: $0, isComment: true) } }
}

/// Tells one state of a session from another: equal ones have every command do the same.
struct SessionMark: Sendable, Equatable {
  /// The host's own mark, hashed: every cell keeps two of these.
  private let host: Int
  /// How often a variable or definition was changed.
  private let changes: Int

  init(host: String, changes: Int) {
    self.host = host.hashValue
    self.changes = changes
  }
}

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

/// The statements that stood at the top of what was run: all of them as history, and as cells those that did something.
struct Journal: Sendable {
  /// How a statement ended.
  enum Outcome: String, Sendable {
    case worked, failed, interrupted
  }

  private var history: [(text: String, outcome: Outcome)] = []
  private var all: [JournalCell] = []
  private var start: SessionMark?
  private var order: CellOrder?
  /// Comments behind the last cell, which belong to the next one.
  private var comments: [JournalStep] = []
  /// About how many bytes the cells' outputs take, and the first cell whose output is kept.
  private var outputSize = 0
  private var firstWithOutput = 0
  /// The outputs of the oldest cells are forgotten beyond so many bytes; running a cell again gives its output again.
  private static let mostOutput = 512 << 10
  /// How many statements of the history, and how many cells, are not kept any more.
  private var historyForgotten = 0
  private var forgotten = 0
  /// The oldest statements are forgotten beyond so many, some at a time: at about 200 bytes each, what is kept is less than
  /// 5 % of the memory that a session begins with.
  private static let most = 3_000
  private static let atOnce = 300

  /// Notes a statement as it was written.
  mutating func note(_ text: String, _ outcome: Outcome) {
    history.append((text, outcome))
    guard history.count >= Self.most + Self.atOnce else { return }
    history.removeFirst(Self.atOnce)
    historyForgotten += Self.atOnce
  }

  /// What was typed stays known, whatever becomes of the cells.
  mutating func takeHistory(of other: Journal) {
    history = other.history
    historyForgotten = other.historyForgotten
  }

  /// The first statement is about to run, or again the first.
  mutating func begin(at mark: SessionMark) {
    start = mark
    order = CellOrder(at: mark)
    all = []
    outputSize = 0
    firstWithOutput = 0
    forgotten = 0
  }

  /// Whether nothing has run yet.
  var isNew: Bool { start == nil }

  /// The number of cells.
  var count: Int { all.count }

  /// The cells, each with its state.
  var cells: [JournalCell] {
    guard let start else { return [] }
    var order = CellOrder(at: start)
    return all.map { cell in
      var cell = cell
      cell.state = order.takes(cell) ? .fresh : cell.wasInOrder ? .stale : .outOfOrder
      return cell
    }
  }

  /// Keeps comments for the next cell.
  mutating func note(comments texts: [String]) { comments += JournalStep.comments(texts) }

  /// Hands over the comments behind the last cell.
  mutating func takeComments() -> [JournalStep] {
    defer { comments = [] }
    return comments
  }

  /// Puts them behind the last cell again.
  mutating func putBack(comments: [JournalStep]) { self.comments += comments }

  /// A cell of the comments behind the last one; nil if there are none.
  func commentCell(at mark: SessionMark) -> JournalCell? {
    comments.isEmpty ? nil : JournalCell(steps: comments, output: ShownValues(), before: mark, after: mark, seconds: 0)
  }

  /// Adds a cell that ran just now, below the comments before it.
  mutating func append(_ cell: JournalCell) {
    all.append(cell)
    let last = all.count - 1
    all[last].steps = comments + cell.steps
    comments = []
    all[last].wasInOrder = order?.takes(cell) ?? true
    if last > 0, all[last].before == all[last - 1].after { all[last].before = all[last - 1].after }
    outputSize += cell.output.size
    forgetOldOutputs()
    if all.count >= Self.most + Self.atOnce { forgetOldCells() }
  }

  private mutating func forgetOldCells() {
    outputSize -= all.prefix(Self.atOnce).reduce(0) { $0 + $1.output.size }
    all.removeFirst(Self.atOnce)
    forgotten += Self.atOnce
    firstWithOutput = max(0, firstWithOutput - Self.atOnce)
    all[0].steps.insert(
      JournalStep(text: "# the first \(forgotten) statements of the session are not kept any more", isComment: true),
      at: 0)
  }

  private mutating func forgetOldOutputs() {
    while outputSize > Self.mostOutput, firstWithOutput < all.count - 1 {
      outputSize -= all[firstWithOutput].output.size
      all[firstWithOutput].output = ShownValues()
      firstWithOutput += 1
    }
  }

  /// Puts a cell that ran just now in the place of an old one.
  mutating func replace(_ index: Int, with cell: JournalCell) {
    outputSize += cell.output.size - all[index].output.size
    all[index] = cell
    firstWithOutput = min(firstWithOutput, index)
    forgetOldOutputs()
    all[index].wasInOrder = cells[index].state == .fresh
    followOrder()
  }

  /// Takes out cells.
  mutating func drop(_ dropped: Set<Int>) {
    all = all.indices.filter { !dropped.contains($0) }.map { all[$0] }
    outputSize = all.reduce(0) { $0 + $1.output.size }
    firstWithOutput = 0
    followOrder()
  }

  private mutating func followOrder() {
    order = start.map { CellOrder(at: $0) }
    for cell in all { _ = order?.takes(cell) }
  }

  /// The lines of a script that does all of it again.
  var script: [String] { all.flatMap(\.lines) + comments.map(\.text) }

  /// The last statement that began with a word and worked.
  func last(beginningWith word: String) -> String? {
    history.last { $0.outcome == .worked && $0.text.hasPrefix(word + " ") }?.text
  }

  /// The last statements with their numbers; all where `count` is nil.
  func historyTable(last count: Int?) -> Table {
    let rows = history.enumerated().map { index, entry in
      let lines = entry.text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
      return [
        .number(Double(historyForgotten + index + 1)), .text(lines.joined(separator: " ")),
        .text(entry.outcome.rawValue),
      ] as [Value]
    }
    return Table(
      columns: ["number", "statement", "outcome"].map { .init($0) }, rows: Array(rows.suffix(count ?? rows.count)))
  }

  /// The cells with their numbers.
  var cellTable: Table {
    Table(
      columns: [.init("number"), .init("statement"), .init("state"), .init("time", unit: "s")],
      rows: cells.enumerated().map { index, cell in
        [
          .number(Double(index + 1)), .text(cell.summary), .text(cell.state.rawValue),
          .number((cell.seconds * 1000).rounded() / 1000),
        ]
      })
  }
}
