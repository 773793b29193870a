import Bytes
import Language
import Notebook
import Printing
import Session
import Terminal

/// One run of a notebook.
struct NotebookRun {
  /// What becomes of the outputs.
  enum Mode: Equatable {
    /// They are shown.
    case show
    /// They are written into the file.
    case update
    /// They are compared with those in the file; numbers may differ by a tolerance.
    case check(tolerance: Double)
  }

  private let path: String
  private let mode: Mode
  private let session: Session
  private let runner: Runner
  private let program: NotebookProgram
  private let cells: [Cell]
  /// If the file has each cell.
  private let offsets: [Int]
  private var names: FigureNames
  private var notebook: Notebook
  /// What the file holds at the moment, and since when.
  private var stored: (bytes: [UInt8], time: Double)
  private var hasFailedToStore = false
  private var differences = 0

  /// Reads the notebook with this text.
  init(_ text: String, path: String, mode: Mode, session: Session, runner: Runner) throws(Diagnostics) {
    self.path = path
    self.mode = mode
    self.session = session
    self.runner = runner
    stored = (Array(text.utf8), Clock.now)
    notebook = Notebook(parsing: stored.bytes)
    (cells, offsets) = (notebook.cells, notebook.cellOffsets)
    program = try NotebookProgram(notebook, named: path, Commands.set)
    names = FigureNames(notebook: path)
  }

  /// The names of the variables that can be set.
  var parameters: [String] { program.frontMatter.parameters.map(\.name.text) }

  /// Runs it and gives the exit status.
  mutating func run(leavingOut: Set<String>) -> Int32 {
    if mode != .show {
      session.figures.place = .notebook(names, isWritten: mode == .update)
      session.figures.adoptFiles(of: notebook, named: names)
    }
    let runner = runner, program = program
    var outcome = runner.run(program, leavingOut: leavingOut) { index, values in
      try finished(index, values)
    }
    if mode == .update {
      if !hasFailedToStore, let failure = runner.outcome(of: { try store() }) { outcome = failure }
      if outcome == .finished { session.figures.removeOldFigures(of: notebook, named: names) }
    }
    return outcome.exitStatus == 0 && differences > 0 ? 1 : outcome.exitStatus
  }

  private mutating func finished(_ index: Int, _ values: [Value]) throws {
    let printer = ValuePrinter(abilities: TerminalAbilities(width: nil))
    let parts = values.flatMap { OutputPart.parts(of: $0, names: names) { printer.text(of: $0) } }
    let output = CellOutput(of: cells[index], showing: parts)
    switch mode {
    case .show: break
    case .update:
      notebook.setOutput(output, ofCell: index)
      if cells.count <= Self.manyCells || Clock.now - stored.time > Self.pause { try store() }
    case .check(let tolerance):
      let difference = OutputDifference(of: cells[index], at: offsets[index], now: output, tolerance: tolerance)
      if let difference { tell(difference.message, at: difference.offset) }
      let pictures = session.figures.takeDifferences()
      if !cells[index].varies { pictures.forEach { tell($0.escapingControls, at: offsets[index]) } }
    }
  }

  /// The file is written after each cell; if these are many, not more often than in this time: to write a notebook of
  /// 10,000 short cells after each of them takes minutes.
  private static let pause = 0.05
  private static let manyCells = 500

  private mutating func store() throws {
    let bytes = notebook.bytes
    hasFailedToStore = true
    try session.notebooks.store(bytes, at: path, replacing: stored.bytes)
    hasFailedToStore = false
    stored = (bytes, Clock.now)
  }

  private mutating func tell(_ message: String, at offset: Int) {
    differences += 1
    let line = program.source.position(of: offset).line
    runner.tell("\(path.escapingControls):\(line): \(message)")
  }
}
