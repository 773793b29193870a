import Animation
import Language
import Plot

/// A figure as it changed, on the same axes at any time. Of many every second one is left out, again and again, so that their
/// memory and the film's length stay within bounds.
struct Film {
  private var figures: [Figure] = []
  private var latest: Figure?
  private var stride = 1
  private var seen = 0

  private static let most = 120
  private static let scale = 0.6

  /// Adds the figure as it is next.
  mutating func add(_ figure: Figure) {
    latest = figure
    if seen % stride == 0 { figures.append(figure) }
    seen += 1
    guard figures.count > Self.most else { return }
    figures = Swift.stride(from: 0, to: figures.count, by: 2).map { figures[$0] }
    stride *= 2
  }

  /// What is kept, and the last one that was added.
  private var shown: [Figure] { figures.last == latest ? figures : figures + (latest.map { [$0] } ?? []) }
  /// How many pictures it has.
  var count: Int { shown.count }
  /// What it shows, one after the other.
  var frames: [Figure] { shown.withSharedLimits() }

  /// What a command says of the film it wrote.
  func record(named name: String, path: String, bytes: Int) -> Record {
    Record(
      kind: "film",
      fields: [
        .init("name", .text(name)), .init("path", .text(path)), .init("bytes", .number(Double(bytes))),
        .init("pictures", .number(Double(count))),
      ])
  }

  /// All of it as a GIF file, every picture in the first one's size.
  ///
  /// Throws `AnimationError` if there is nothing, and `PlotError` for a figure that cannot be drawn.
  func gif(secondsPerFrame: Double = 0.2) throws -> [UInt8] {
    var pictures: [Picture] = []
    for figure in frames {
      pictures.append(try Renderer.picture(figure.sized(as: pictures.first, scale: Self.scale), scale: Self.scale))
    }
    return try GIF.encode(
      pictures.map(\.pixels), width: pictures.first?.width ?? 0, height: pictures.first?.height ?? 0,
      secondsPerFrame: secondsPerFrame, comment: Renderer.software)
  }
}
