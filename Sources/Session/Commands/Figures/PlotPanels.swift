import Language
import Plot

/// `plot panels`: figures drawn before, side by side in one.
struct PlotPanels: FigureCommand {
  static let figures = Parameter("figures", .records, "the values of commands that draw, as a list")
  static let columns = Option(
    "columns", .integer(1...12), otherwise: "as many as there are, but 3 at most", "how many stand side by side")
  static let letters = Option("letters", .flag, default: false, "begin their titles with (a), (b), …")

  let declaration = CommandDeclaration(
    "plot panels", [Self.figures, Self.columns, Self.letters] + FigureKeys.page,
    summary: "figures drawn before, side by side in one",
    details: """
      Each keeps its title, legend, colors and shape, and is drawn anew in its field: nothing is enlarged pixel by pixel. \
      The last \(FigureDesk.mostRecent) figures of a session can be taken.
      """,
    returns: "a figure",
    examples: [
      "let a = plot latents; let b = plot usage; plot panels [a, b] letters=true",
      "let c = plot data; let d = plot history terms=elbo; plot panels [c, d] columns=1 width=3.3 > \"figure-2.pdf\"",
    ], output: .figure)

  func draw(_ call: Call, in session: Session) throws -> Drawing {
    let records = call[Self.figures]
    var figures = try records.map { record in try Self.figure(record, in: session) }
    if call[Self.letters] {
      for (place, letter) in zip(figures.indices, "abcdefghijklmnopqrstuvwxyz") {
        figures[place].title = "(\(letter))" + (figures[place].title.isEmpty ? "" : " \(figures[place].title)")
      }
    }
    let page = Figure(panels: figures.map(Panel.figure), columns: call[Self.columns] ?? min(figures.count, 3))
    return Drawing(page, named: "panels")
  }

  private static func figure(_ record: Record, in session: Session) throws(CommandError) -> Figure {
    guard record.kind == "figure" else {
      throw CommandError(
        "a \(record.kind.isEmpty ? "record" : record.kind) is no figure", argument: "figures",
        hint: "keep what commands draw: let a = plot latents; let b = plot usage; plot panels [a, b]")
    }
    guard let figure = session.figures.drawn(record) else {
      throw CommandError(
        "'\(record["path"]?.text ?? "")' was drawn too long ago to be taken", argument: "figures",
        hint: "draw it again: the last \(FigureDesk.mostRecent) figures of a session are kept")
    }
    return figure
  }
}
