import Language
import Notebook

/// `save notebook`: the session's statements as a notebook, with what they gave.
struct SaveNotebook: SessionCommand {
  static let file = Parameter("file", .path("md"), "where to")

  let declaration = CommandDeclaration(
    "save notebook", [Self.file], summary: "write the statements of this session as a notebook, with what they gave",
    details: """
      The statements that worked as cells of a Markdown file, their outputs below them, and figures in a folder beside it: \
      NAME_files for NAME.md. A note becomes words between them. gmvae run NAME.md --update runs it again and gives the \
      same; help save script says what \
      makes sure of that. Each statement is a cell; outputs that are not fresh, as cells tells, are marked as stale. \
      gmvae render NAME.md makes one page of HTML of it.
      """,
    returns: "a record: path, bytes", examples: ["save notebook \"session.md\""], writesFile: true,
    isAboutSession: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome { try Self.saveNotebook(call, in: session) }
}

extension SaveNotebook {
  /// The session's statements as a notebook, with what they gave.
  fileprivate static func saveNotebook(_ call: Call, in session: Session) throws -> Outcome {
    let path = call[SaveNotebook.file]
    guard path.hasSuffix(".md") else {
      throw CommandError(
        "'\(path)' does not say that it is to be a notebook", argument: "file", hint: "end it in .md")
    }
    try session.files.checkMayReplace(path, force: call.force, argument: "file")
    var names = FigureNames(notebook: session.files.behindLinks(path))
    let pieces = call.past.cells.flatMap(Self.parts)
    var notebook = Notebook(
      titled: names.title, threads: session.threadsAtStart, seed: session.environment.seed,
      parameters: call.past.parameters, pieces: pieces.map(\.piece))
    for (index, (cell, part)) in zip(notebook.cells, pieces.filter(\.piece.isCell)).enumerated() {
      var parts: [OutputPart] = []
      for value in part.ran?.shown ?? [] {
        let value = try copyingFigures(value, &names, force: call.force, in: session)
        parts += OutputPart.parts(of: value, names: names, text: session.environment.text)
      }
      notebook.setOutput(CellOutput(of: cell, showing: parts, isStale: part.ran?.state != .fresh), ofCell: index)
    }
    noteStale(notebook, in: session)
    return try session.write(path, call) { try $0.append(notebook.bytes) }
  }

  /// What becomes of a cell of the session: words of a note that says the same each time, else a cell, which holds the
  /// comments above it too.
  fileprivate static func parts(of cell: JournalCell) -> [(piece: Notebook.Piece, ran: JournalCell?)] {
    let (comments, statements) = cell.parts
    guard let prose = prose(cell, statements) else { return [(.cell(cell.lines), cell)] }
    return (comments.isEmpty ? [] : [(.cell(comments), nil)]) + [(.prose(prose), nil)]
  }

  fileprivate static func prose(_ cell: JournalCell, _ statements: [String]) -> Prose? {
    guard cell.shown.count == 1, let prose = Prose(of: cell.shown[0]), !prose.hasCells,
      let program = try? Parser.parse(
        SourceText(name: "", text: statements.joined(separator: "\n")), Commands.set, definitions: []),
      program.statements.count == 1, program.statements[0].commentBehind == nil,
      case .command(let command) = program.statements[0].kind, command.verb.text == "note",
      case .expression(let words)? = command.arguments.first?.value, words.isWrittenValue
    else { return nil }
    return prose
  }

  fileprivate static func noteStale(_ notebook: Notebook, in session: Session) {
    let cells = notebook.cells
    let numbers = cells.indices.filter { cells[$0].isStale }.map { String($0 + 1) }
    guard !numbers.isEmpty else { return }
    session.environment.note(
      "running the notebook may give other outputs in cells \(numbers.joined(separator: ", ")), which are marked as stale; "
        + "'rerun all' brings them in order")
  }

  /// A figure or film that got a number for its name, alone or in a training's record, has another name in the notebook's
  /// folder, and is copied there.
  fileprivate static func copyingFigures(_ value: Value, _ names: inout FigureNames, force: Bool, in session: Session)
    throws -> Value
  {
    guard case .record(var record) = value else { return value }
    if ["figure", "film"].contains(record.kind) { return try copyingFigure(record, &names, force: force, in: session) }
    for index in record.fields.indices {
      record.fields[index].value = try copyingFigures(record.fields[index].value, &names, force: force, in: session)
    }
    return .record(record)
  }

  fileprivate static func copyingFigure(_ figure: Record, _ names: inout FigureNames, force: Bool, in session: Session)
    throws -> Value
  {
    var figure = figure
    guard let path = figure["path"]?.text, session.figures.hasNumbered(path),
      let place = figure.fields.firstIndex(where: { $0.name == "path" })
    else { return .record(figure) }
    let copy = names.next(figure["name"]?.text ?? "figure", ending: path.hasSuffix(".gif") ? "gif" : "png")
    do {
      try session.files.write(session.files.readBytes(path, limit: 1 << 28), to: copy, force: force)
    } catch let error as CommandError {
      throw CommandError(error.message, argument: "file", hint: error.hint)
    } catch {
      session.environment.note("the figure '\(path)' is not there any more; running the notebook draws it again")
    }
    figure.fields[place].value = .text(copy)
    if let points = session.figures.points(besidePicture: path) {
      figure.fields.append(
        .init(
          "points", .text(try session.figures.write(session.completed(points), besidePicture: copy, force: force))))
    }
    return .record(figure)
  }
}
