import Language
import Plot

/// A figure that a command drew; who asked for it decides where it goes.
struct Drawing {
  var figure: Figure
  /// What it shows: part of the default file name.
  let name: String
  /// Gives its points, which are kept for pages.
  let points: (() -> PointCloud)?
  /// Fields of the record beside the figure's own.
  let fields: [Record.Field]
  /// Whether the next one of its kind shows other draws.
  let isNewEachTime: Bool

  init(
    _ figure: Figure, named name: String, points: (() -> PointCloud)? = nil, fields: [Record.Field] = [],
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
    try FigureRoom.checkPage(of: Figure(panels: []), for: call)
    var drawing = try draw(call, in: session)
    try drawing.figure.takeForm(of: call)
    drawing.figure.palette = Palette(
      categories: max(
        session.state.data.dataset?.classes.count ?? 1, session.state.models.current?.specification.components ?? 1),
      set: call[FigureKeys.palette])
    try drawing.figure.adaptAxes(to: call)
    return drawing
  }
}

/// What every figure takes.
enum FigureKeys {
  static let title = Option("title", .text, otherwise: "follows the figure", "the text above the figure")
  static let width = Option(
    "width", .number(1...60), otherwise: "follows the figure", unit: "inches", "the figure's width")
  static let height = Option(
    "height", .number(1...60), otherwise: "follows the figure", unit: "inches", "the figure's height")
  static let dark = Option("dark", .flag, otherwise: "the theme's (set theme)", "light marks on a dark ground")
  static let scale = Option(
    "scale", .number(0.25...8), default: 1, "how much larger letters and marks are: 2 for a projector")

  static let palette = Option(
    "palette", .word as ValueKind<Palette.ColorSet>, default: .auto, "the colors of labels and components")
  static let legend = Option(
    "legend", .choice(["auto", "right", "below", "none"]), default: "auto", "where the legend is")
  static let xLabel = Option("xlabel", .text, otherwise: "follows the figure", "the text below the x axis")
  static let yLabel = Option("ylabel", .text, otherwise: "follows the figure", "the text beside the y axis")
  static let xLimits = Option("xlim", .limits, otherwise: "follow the data", "the ends of the x axis: [0, 1]")
  static let yLimits = Option("ylim", .limits, otherwise: "follow the data", "the ends of the y axis")
  static let log = Option("log", .choice(["x", "y", "xy"]), otherwise: "none", "which axes are logarithmic")
  static let annotate = Option(
    "annotate", .places, otherwise: "nothing", "texts at places: [x, y, \"text\"], or a list of such")
  static let font = Option("font", .text, otherwise: "DejaVu Sans", "the family of its letters")
  static let dpi = Option(
    "dpi", .number(36...1200), default: Renderer.pixelsPerInch, "pixels to the inch of a PNG")

  /// Those that nearly everybody asks for come first.
  static let all: [any Key] =
    keys([title, width, height, dark, scale], of: common)
    + keys([palette, legend, xLabel, yLabel, xLimits, yLimits, log, annotate, font, dpi], of: further)

  /// Those of a page of several figures, which have axes, colors and legends of their own.
  static let page: [any Key] = keys([title, width, height, dark, scale], of: common) + keys([font, dpi], of: further)

  private static func keys(_ keys: [any Key], of group: OptionGroup) -> [any Key] {
    keys.map { $0.declaration.of(group) }
  }

  /// Those that `set figure.NAME` gives a default for.
  static let kept: [any Key] = [width, height, scale, palette, legend, font, dpi]

  static let common = OptionGroup(
    "figure options", heading: "options of every figure",
    details: """
      Every command that draws a figure takes these. `set figure.dpi 300` keeps one for all figures of a session, and so on for \
      \(kept.map { $0.declaration.name }.listed(9)); a file of such lines is a theme: `source "journal.gmv"`. In texts \
      `$\\lambda_0$` becomes λ₀.
      """)
  static let further = OptionGroup(
    common.name, heading: "to adapt it further (set figure.dpi 300 keeps one for all figures)", details: common.details)
}

extension Session {
  /// Puts a figure to the file that the call names, or to the next one in the folder of figures; if the ending is a
  /// table's, its numbers are written there instead.
  func place(_ drawing: Drawing, for call: Call) throws -> Outcome {
    var fields = drawing.fields, files: [String] = []
    var path = call.output ?? ""
    if call.tableFormat == nil {
      path = try figures.put(drawing.figure, named: drawing.name, at: call.output, force: call.force)
      if !figures.place.isChecked { files.append(path) }
      if let points = drawing.points,
        let file = try figures.keep(
          points, besidePicture: path, isNamed: call.output != nil, completed: { try completed($0) })
      {
        fields.append(.init("points", .text(file)))
      }
      try noteThumbnails(in: drawing.figure)
    }
    if drawing.isNewEachTime { state.draws += 1 }
    return Outcome(
      .record(
        Record(kind: "figure", fields: [.init("name", .text(drawing.name)), .init("path", .text(path))] + fields)),
      files: files)
  }

  /// Tells how many of the pictures in a figure have room.
  private func noteThumbnails(in figure: Figure) throws {
    guard case .chart(let chart)? = figure.panels.first else { return }
    for case .thumbnails(let thumbnails) in chart.marks {
      let count = thumbnails.thumbnails.count, left = try Renderer.thumbnailsLeftOut(of: figure)
      guard left > 0 else { continue }
      environment.note("\(count - left) of \(count) pictures have room; more do in a larger figure: width=12 height=9")
    }
  }

  /// The figure drawn last, whatever the ending of its path.
  public func figure(of record: Record) -> ShownFigure? { figures.drawn(record).map(ShownFigure.init) }

  /// The figure drawn last as an SVG drawing.
  public func drawing(of record: Record) -> [UInt8]? {
    figures.drawn(record).flatMap { try? Renderer.render($0, as: .svg) }
  }

  /// The points of a figure drawn not long ago, as pages read them; nil if it has none.
  public func points(of figure: Record) -> String? {
    guard let path = figure["path"]?.text, let points = figures.points(besidePicture: path) else { return nil }
    return try? completed(points, in: .cell).json
  }

  /// The points with all that is known of their examples, while the data is still there.
  func completed(_ cloud: PointCloud, in room: PointCloud.Room = .page) throws -> PointCloud {
    guard let dataset = state.data.dataset, cloud.dataset == state.data.id else {
      return cloud.thinned(to: room.points)
    }
    return try cloud.completed(with: dataset, in: room)
  }
}

extension ShownFigure {
  /// The forms of a figure.
  init(_ figure: Figure) {
    self.init(png: { try? Renderer.render(figure, as: .png()) }) { columns, rows, width in
      guard let (marks, texts) = try? Renderer.cells(of: figure, columns: columns, rows: rows, width: width) else {
        return nil
      }
      return CellPicture(
        columns: columns, rows: rows, pixels: marks.pixels,
        texts: texts.map { .init($0.text, column: $0.column, row: $0.row, color: $0.color.hex) })
    }
  }
}
