import Data
import Language
import Plot

/// Whether a figure has a page is known from the numbers and sizes of its parts: it is asked before the work.
enum FigureRoom {
  /// So many pictures are never taken for the question whether they have room; for more, these would have none.
  private static let mostPictures = 100_000

  /// Refuses a figure, or one whose pictures are blank, that has no page in the format that the call asks for.
  static func checkPage(of outline: Figure, for call: Call) throws {
    guard call.tableFormat == nil else { return }
    var outline = outline
    try outline.takeForm(of: call)
    try Renderer.check(outline, as: call.output.flatMap { try? PictureFormat(of: $0) } ?? .png())
  }

  /// Refuses more pictures of examples than a figure has room for, and says how many it has room for.
  ///
  /// - Parameters:
  ///   - count: how many examples each of `groups` has.
  ///   - shape: that of an example; if it is no image, there is no picture to find room for.
  ///   - argument: the argument that says so.
  ///   - rows: the figure's rows if these are the pictures of each group.
  static func check(
    for count: Int, groups: Int = 1, of shape: ExampleShape?, argument: String, _ call: Call,
    rows: ([Picture?]) throws -> [PictureGrid.Row]
  ) throws {
    guard let shape, shape.isImage else { return }
    func fits(_ count: Int) throws -> Bool {
      let grid = PictureGrid(rows: try rows(Pictures.blank(count, shape: shape)))
      do {
        try checkPage(of: Figure(panels: [.pictures(grid)]), for: call)
        return true
      } catch PlotError.pixels, PlotError.embedded { return false }
    }
    let all = min(count, max(1, Self.mostPictures / groups))
    guard try !fits(all) || all < count && !fits(count) else { return }
    var fewer = all
    repeat { fewer = fewer * 3 / 4 } while try fewer > 0 && !fits(fewer)
    throw CommandError(
      "\(count) examples\(groups > 1 ? " of each of \(groups) components" : "") have no room in one figure, of which a side "
        + "has \(Int(Renderer.longestSide)) pixels at most",
      argument: argument,
      hint: (fewer > 0 ? "ask for fewer, \(argument)=\(fewer), or for" : "ask for")
        + " their numbers: end the path in .csv, .json or .npz")
  }
}
