import Data
import Language
import Plot

extension Session {
  /// The pictures of the examples shown, at their places and framed in the colors of their points.
  func thumbnails(
    _ examples: Examples, _ shown: [Int], at map: PointMap, _ coloring: Points.Coloring
  ) throws(CommandError) -> Thumbnails {
    guard examples.shape.isImage else {
      throw CommandError(
        "the examples of \(dataset?.name ?? "the data") are no pictures", argument: "thumbnails",
        hint: "leave thumbnails out: each example is a point")
    }
    let all = shown.enumerated().compactMap { place, example -> Thumbnails.Thumbnail? in
      Pictures.picture(examples.example(example), shape: examples.shape).map {
        Thumbnails.Thumbnail(x: map.x[place], y: map.y[place], picture: $0, ink: ink(of: place, coloring))
      }
    }
    return Thumbnails(all, seed: seed)
  }

  private func ink(of place: Int, _ coloring: Points.Coloring) -> Ink {
    switch coloring {
    case .single(let ink, _): ink
    case .categories(let categories, _, _): .category(categories[place])
    case .values(let values, _, let lower, let upper):
      .quantity((values[place] - (lower ?? 0)) / ((upper ?? 1) - (lower ?? 0)))
    }
  }

  /// Tells how many of the pictures in a figure have room.
  func noteThumbnails(in figure: Figure) throws {
    guard case .chart(let chart)? = figure.panels.first else { return }
    for case .thumbnails(let thumbnails) in chart.marks {
      let count = thumbnails.thumbnails.count, left = try Renderer.thumbnailsLeftOut(of: figure)
      guard left > 0 else { continue }
      environment.note("\(count - left) of \(count) pictures have room; more do in a larger figure: width=12 height=9")
    }
  }
}
