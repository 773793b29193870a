import Language
import Plot

/// A figure that a command drew; who asked for it decides where it goes.
struct Drawing {
  var figure: Figure
  /// What it shows: part of the default file name.
  let name: String
  /// Its points, kept for pages.
  let points: PointCloud?
  /// Fields of the record beside the figure's own.
  let fields: [Record.Field]
  /// Whether the next one of its kind shows other draws.
  let isNewEachTime: Bool

  init(
    _ figure: Figure, named name: String, points: PointCloud? = nil, fields: [Record.Field] = [],
    isNewEachTime: Bool = false
  ) {
    self.figure = figure
    self.name = name
    self.points = points
    self.fields = fields
    self.isNewEachTime = isNewEachTime
  }
}

/// A command that draws a figure.
protocol FigureCommand: SessionCommand {
  /// Draws it; nothing is written.
  func draw(_ call: Call, in session: Session) throws -> Drawing
}

extension FigureCommand {
  /// Draws the figure and puts it where the call, or the session's place for figures, says.
  func perform(_ call: Call, in session: Session) throws -> Outcome {
    try session.place(drawing(call, in: session), for: call)
  }

  /// The figure with the size, title and colors that the call asks for.
  func drawing(_ call: Call, in session: Session) throws -> Drawing {
    // A size or a font that there is not is refused before the work, which may take minutes.
    try session.checkPage(of: Figure(panels: []), for: call)
    var drawing = try draw(call, in: session)
    try drawing.figure.takeForm(of: call)
    drawing.figure.palette = Palette(
      categories: max(session.dataset?.classes.count ?? 1, session.current?.specification.components ?? 1),
      set: call[FigureKeys.palette])
    try drawing.figure.adaptAxes(to: call)
    return drawing
  }
}

/// What every figure takes.
enum FigureKeys {
  static let width = Option(
    "width", .number(1...60), otherwise: "follows the figure", unit: "inches", "the figure's width")
  static let height = Option(
    "height", .number(1...60), otherwise: "follows the figure", unit: "inches", "the figure's height")
  static let dark = Option("dark", .flag, otherwise: "the theme's (set theme)", "light marks on a dark ground")
  static let title = Option("title", .text, otherwise: "follows the figure", "the text above the figure")

  static let dpi = Option(
    "dpi", .number(36...1200), default: Renderer.pixelsPerInch, "pixels to the inch of a PNG")
  static let scale = Option("scale", .number(0.25...8), default: 1, "how much larger all is: 2 for a projector")
  static let palette = Option(
    "palette", .word as ValueKind<Palette.ColorSet>, default: .auto, "the colors of labels and components")
  static let font = Option("font", .text, otherwise: "DejaVu Sans", "the family of its letters")
  static let legend = Option(
    "legend", .choice(["auto", "right", "below", "none"]), otherwise: "auto", "where the legend stands")
  static let xLabel = Option("xlabel", .text, otherwise: "follows the figure", "the text below the x axis")
  static let yLabel = Option("ylabel", .text, otherwise: "follows the figure", "the text beside the y axis")
  static let xLimits = Option("xlim", .limits, otherwise: "follow the data", "the ends of the x axis: [0, 1]")
  static let yLimits = Option("ylim", .limits, otherwise: "follow the data", "the ends of the y axis")
  static let log = Option("log", .choice(["x", "y", "xy"]), otherwise: "none", "which axes are logarithmic")
  static let annotate = Option(
    "annotate", .places, otherwise: "nothing", "texts at places: [x, y, \"text\"], or a list of such")

  static let all: [any Key] = [
    width, height, dark, title, dpi, scale, palette, font, legend, xLabel, yLabel, xLimits, yLimits, log, annotate,
  ]
}

extension Session {
  /// Puts a figure into the file that the call names, or the next one in the folder of figures; where the ending is a
  /// table's, its numbers are written there instead.
  func place(_ drawing: Drawing, for call: Call) throws -> Outcome {
    var fields = drawing.fields, files: [String] = []
    var path = call.output ?? nextFigurePath(drawing.name)
    if TableFormat(path: path) == nil {
      if figurePlace.isChecked {
        noteDifference(of: drawing.figure, from: path)
      } else if call.output != nil || figurePlace.isWritten {
        let bytes = try Renderer.render(drawing.figure, as: format(of: path))
        path = try write(bytes, named: drawing.name, to: path, isGiven: call.output != nil, force: call.force)
        files.append(path)
      }
      shown = (path, drawing.figure)
      if let points = drawing.points {
        fields += try keep(points, besidePicture: path, isNamed: call.output != nil)
      }
      try noteThumbnails(in: drawing.figure)
    }
    if drawing.isNewEachTime { draws += 1 }
    return Outcome(
      .record(
        Record(kind: "figure", fields: [.init("name", .text(drawing.name)), .init("path", .text(path))] + fields)),
      files: files)
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
    case .notebook: break
    }
    return []
  }

  /// The path of a figure that no `>` names one for; `ending` is `gif` for a film.
  func nextFigurePath(_ name: String, ending: String = "png") -> String {
    switch figurePlace {
    case .numbered:
      let folder = settings[.figures].text
      return files.figures.next(name, ending: ending, in: folder) { files.listFolder(folder) }
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
