import Language
import Plot

extension Session {
  /// Draws a figure into the file that the command names, or the next one below `figures`.
  ///
  /// - Parameters:
  ///   - name: what the figure shows, part of the default file name.
  ///   - extra: fields of the record beside the figure's own.
  func draw(
    _ figure: Figure, named name: String, for invocation: Invocation, extra: [Record.Field] = []
  ) throws -> Value {
    var figure = figure
    figure.width = invocation.number("width").map(Length.inches) ?? figure.width
    figure.height = invocation.number("height").map(Length.inches) ?? figure.height
    figure.title = invocation.text("title") ?? figure.title
    figure.theme = invocation.boolean("dark") == true ? .dark : .light
    figure.palette = Palette(categories: max(dataset?.classes.count ?? 1, current?.specification.components ?? 1))
    let path = invocation.output ?? files.nextFigurePath(name)
    let bytes = try Renderer.render(figure, as: format(of: path))
    try files.write(bytes, to: path, force: invocation.force)
    return .record(
      Record(kind: "figure", fields: [.init("name", .text(name)), .init("path", .text(path))] + extra))
  }

  /// Refuses a path that cannot be written before the work for it is done.
  func checkOutput(_ path: String, force: Bool) throws(CommandError) {
    _ = try format(of: path)
    try files.checkMayReplace(path, force: force)
  }

  private func format(of path: String) throws(CommandError) -> PictureFormat {
    switch path.split(separator: ".").last?.lowercased() {
    case "png": return .png()
    case "svg": return .svg
    case "pdf": return .pdf
    default:
      throw CommandError(
        "'\(path)' does not say which kind of picture it is to be", argument: "output",
        hint: "end it in .png, .svg or .pdf")
    }
  }
}
