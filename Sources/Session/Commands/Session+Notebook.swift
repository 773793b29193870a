import Language
import Notebook

extension Session {
  /// The session's statements as a notebook, with what they gave.
  func saveNotebook(_ invocation: Invocation) throws -> Value {
    let path = invocation.text("file") ?? ""
    guard path.hasSuffix(".md") else {
      throw CommandError(
        "'\(path)' does not say that it is to be a notebook", argument: "file", hint: "end it in .md")
    }
    try files.checkMayReplace(path, force: invocation.force, argument: "file")
    var names = FigureNames(notebook: files.behindLinks(path))
    var notebook = Notebook(
      titled: names.title, threads: threadsAtStart, seed: environment.seed, parameters: invocation.parameters,
      cells: invocation.cells.map(\.lines))
    for (index, (cell, ran)) in zip(notebook.cells, invocation.cells).enumerated() {
      var parts: [OutputPart] = []
      for value in ran.shown {
        let value = try copyingFigures(value, &names, force: invocation.force)
        parts += OutputPart.parts(of: value, names: names, text: environment.text)
      }
      notebook.setOutput(CellOutput(of: cell, showing: parts, isStale: ran.state != .fresh), ofCell: index)
    }
    noteStale(notebook)
    return .record(try write(invocation) { try $0.append(notebook.bytes) })
  }

  private func noteStale(_ notebook: Notebook) {
    let cells = notebook.cells
    let numbers = cells.indices.filter { cells[$0].isStale }.map { String($0 + 1) }
    guard !numbers.isEmpty else { return }
    environment.note(
      "running the notebook may give other outputs in cells \(numbers.joined(separator: ", ")), which are marked as stale; "
        + "'rerun all' brings them in order")
  }

  /// A figure or film that got a number for its name, alone or in a training's record, has another name in the notebook's
  /// folder, and is copied there.
  private func copyingFigures(_ value: Value, _ names: inout FigureNames, force: Bool) throws -> Value {
    guard case .record(var record) = value else { return value }
    if ["figure", "film"].contains(record.kind) { return try copyingFigure(record, &names, force: force) }
    for index in record.fields.indices {
      record.fields[index].value = try copyingFigures(record.fields[index].value, &names, force: force)
    }
    return .record(record)
  }

  private func copyingFigure(_ figure: Record, _ names: inout FigureNames, force: Bool) throws -> Value {
    var figure = figure
    guard let path = figure["path"]?.text, files.figures.paths.contains(path),
      let place = figure.fields.firstIndex(where: { $0.name == "path" })
    else { return .record(figure) }
    let copy = names.next(figure["name"]?.text ?? "figure", ending: path.hasSuffix(".gif") ? "gif" : "png")
    do {
      try files.write(files.readBytes(path, limit: 1 << 28), to: copy, force: force)
    } catch let error as CommandError {
      throw CommandError(error.message, argument: "file", hint: error.hint)
    } catch {
      environment.note("the figure '\(path)' is not there any more; running the notebook draws it again")
    }
    figure.fields[place].value = .text(copy)
    if let points = pointClouds[path] {
      figure.fields.append(.init("points", .text(try write(points, besidePicture: copy, force: force))))
    }
    return .record(figure)
  }
}
