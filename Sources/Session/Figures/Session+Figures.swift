import Language
import Plot

extension Session {
  /// Draws a figure into the file that the command names, or the next one in the folder of figures; where the
  /// ending is a table's, its numbers are written there instead.
  ///
  /// - Parameters:
  ///   - name: what the figure shows, part of the default file name.
  ///   - points: the figure's points, kept for pages.
  ///   - extra: fields of the record beside the figure's own.
  func draw(
    _ figure: Figure, named name: String, for invocation: Invocation, points: PointCloud? = nil,
    extra: [Record.Field] = []
  ) throws -> Value {
    var figure = figure, extra = extra
    figure.width = invocation.number("width").map(Length.inches) ?? figure.width
    figure.height = invocation.number("height").map(Length.inches) ?? figure.height
    figure.title = invocation.text("title").map(MathText.plain) ?? figure.title
    figure.theme = invocation.boolean("dark") == true ? .dark : .light
    figure.palette = Palette(
      categories: max(dataset?.classes.count ?? 1, current?.specification.components ?? 1),
      set: invocation.text("palette").flatMap(Palette.ColorSet.init) ?? .auto)
    try figure.adapt(to: invocation)
    var path = invocation.output ?? nextFigurePath(name)
    if TableFormat(path: path) == nil {
      if figurePlace.isChecked {
        noteDifference(of: figure, from: path)
      } else if invocation.output != nil || figurePlace.isWritten {
        let bytes = try Renderer.render(figure, as: format(of: path))
        path = try write(bytes, named: name, to: path, isGiven: invocation.output != nil, force: invocation.force)
      }
      shown = (path, figure)
      if let points { extra += try keep(points, besidePicture: path, isNamed: invocation.output != nil) }
    }
    return .record(
      Record(kind: "figure", fields: [.init("name", .text(name)), .init("path", .text(path))] + extra))
  }

  /// Keeps a figure's points: in a file where a notebook is written, which gives a field of the record; else in memory.
  private func keep(_ points: PointCloud, besidePicture path: String, isNamed: Bool) throws -> [Record.Field] {
    switch figurePlace {
    case .notebook where isNamed: break
    case .numbered: pointClouds[path] = points
    case .notebook(_, isWritten: true):
      return [
        .init(
          "points",
          .text(try write(points, besidePicture: path, force: isOwnFigure(PointCloud.path(besidePicture: path)))))
      ]
    case .notebook, .nowhere: break
    }
    return []
  }

  /// The path of a figure that no `>` names one for; `ending` is `gif` for a film.
  func nextFigurePath(_ name: String, ending: String = "png") -> String {
    switch figurePlace {
    case .numbered:
      let folder = settings[.figures].text
      return files.figures.next(name, ending: ending, in: folder) { files.listFolder(folder) }
    case .nowhere: return "\(name).\(ending)"
    case .notebook(var names, let isWritten):
      defer { figurePlace = .notebook(names, isWritten: isWritten) }
      return names.next(name, ending: ending)
    }
  }

  /// Writes a picture, and gives its path: the one that is given or, in the folder of figures, the next one that is free,
  /// for other sessions draw there too.
  func write(
    _ bytes: [UInt8], named name: String, to first: String, isGiven: Bool, force: Bool, argument: String = "output"
  ) throws -> String {
    var path = first
    while true {
      let isForced = force || !isGiven && figurePlace.isOfNotebook && isOwnFigure(path)
      do {
        try files.write(to: path, force: isForced, argument: argument) { try $0.append(bytes) }
        return path
      } catch is CommandError where !isGiven && !figurePlace.isOfNotebook && files.exists(path) {
        path = nextFigurePath(name, ending: path.hasSuffix(".gif") ? "gif" : "png")
      }
    }
  }

  /// The figure drawn last as a PNG file, whatever the ending of its path.
  public func picture(of record: Record) -> [UInt8]? { rendered(record, as: .png()) }

  /// The figure drawn last as an SVG drawing.
  public func drawing(of record: Record) -> [UInt8]? { rendered(record, as: .svg) }

  private func rendered(_ record: Record, as format: PictureFormat) -> [UInt8]? {
    guard let shown, record["path"] == .text(shown.path) else { return nil }
    return try? Renderer.render(shown.figure, as: format)
  }

  /// The kind of picture that a path's ending says.
  func format(of path: String, argument: String = "output") throws(CommandError) -> PictureFormat {
    switch path.split(separator: ".").last?.lowercased() {
    case "png": return .png()
    case "svg": return .svg
    case "pdf": return .pdf
    default:
      throw CommandError(
        "'\(path)' does not say which kind of picture it is to be", argument: argument,
        hint: "end it in .png, .svg or .pdf")
    }
  }
}
