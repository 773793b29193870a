import Language
import Notebook
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
  private var notebook: Notebook
  private var names: FigureNames
  private var differences = 0

  /// Reads the notebook with this text.
  init(_ text: String, path: String, mode: Mode, session: Session, runner: Runner) throws(Diagnostics) {
    self.path = path
    self.mode = mode
    self.session = session
    self.runner = runner
    notebook = Notebook(parsing: Array(text.utf8))
    program = try NotebookProgram(notebook, named: path)
    names = FigureNames(notebook: path)
  }

  /// The names of the variables that can be set.
  var parameters: [String] { program.frontMatter.parameters.map(\.name.text) }

  /// Runs it and gives the exit status.
  mutating func run(leavingOut: Set<String>) -> Int32 {
    if mode != .show {
      session.figurePlace = .notebook(names, isWritten: mode == .update)
      session.adoptFiles(of: notebook, named: names)
    }
    let runner = runner, program = program
    let outcome = runner.run(program, leavingOut: leavingOut) { index, values in
      try finished(index, values)
    }
    if mode == .update, outcome == .finished { session.removeOldFigures(of: notebook, named: names) }
    return outcome == .finished && differences > 0 ? 1 : outcome.exitStatus
  }

  private mutating func finished(_ index: Int, _ values: [Value]) throws {
    let printer = ValuePrinter(abilities: TerminalAbilities(width: nil))
    let parts = values.compactMap { OutputPart($0, names: names) { printer.text(of: $0) } }
    let output = CellOutput(of: notebook.cells[index], showing: parts)
    switch mode {
    case .show: break
    case .update:
      let old = notebook.bytes
      notebook.setOutput(output, ofCell: index)
      try session.storeNotebook(notebook.bytes, at: path, replacing: old)
    case .check(let tolerance):
      let difference = OutputDifference(notebook, cell: index, now: output, tolerance: tolerance)
      if let difference { tell(difference.message, at: difference.offset) }
      let pictures = session.takePictureDifferences()
      if !notebook.cells[index].varies { pictures.forEach { tell($0, at: notebook.cellOffsets[index]) } }
    }
  }

  private mutating func tell(_ message: String, at offset: Int) {
    differences += 1
    let line = program.source.position(of: offset).line
    runner.tell("\(path.escapingControls):\(line): \(message)")
  }
}
