import Data
import Interruption
import Language
import Plot

/// Examples as pictures.
enum Pictures {
  /// A picture of one example with values in 0…1; nil if examples are no images.
  ///
  /// Examples hold channel planes, pictures the channels of a pixel side by side.
  static func picture(_ values: some RandomAccessCollection<Float>, shape: ExampleShape) -> Picture? {
    guard case .image(let height, let width, let channels) = shape, values.count == shape.count else { return nil }
    let plane = height * width
    let pixels = (0..<plane).flatMap { pixel in
      (0..<channels).map { channel in
        let value = values[values.index(values.startIndex, offsetBy: channel * plane + pixel)]
        return UInt8(max(0, min(255, (value * 255).rounded())))
      }
    }
    return Picture(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// Pictures that hold the places of others.
  static func blank(_ count: Int, shape: ExampleShape) -> [Picture?] {
    guard case .image(let height, let width, _) = shape else { return [] }
    let picture = Picture(width: width, height: height, pixels: [UInt8](repeating: 255, count: width * height))
    return Array(repeating: picture, count: count)
  }

  /// Pictures of row-major examples.
  static func pictures(_ rows: [Float], shape: ExampleShape) throws(InterruptionRequest) -> [Picture?] {
    var pictures: [Picture?] = []
    for start in stride(from: 0, to: rows.count, by: shape.count) {
      try InterruptionRequest.throwIfInterrupted()
      pictures.append(picture(rows[start..<start + shape.count], shape: shape))
    }
    return pictures
  }
}

extension Pictures {
  /// The pictures of the examples shown, at their places and framed in the colors of their points.
  static func thumbnails(
    _ examples: Examples, _ shown: [Int], at map: PointMap, _ coloring: Points.Coloring, in session: Session
  ) throws(CommandError) -> Thumbnails {
    guard examples.shape.isImage else {
      throw CommandError(
        "the examples of \(session.state.data.dataset?.name ?? "the data") are not pictures", argument: "thumbnails",
        hint: "leave thumbnails out: each example is a point")
    }
    let all = shown.enumerated().compactMap { place, example -> Thumbnails.Thumbnail? in
      Pictures.picture(examples.example(example), shape: examples.shape).map {
        Thumbnails.Thumbnail(x: map.x[place], y: map.y[place], picture: $0, ink: ink(of: place, coloring))
      }
    }
    return Thumbnails(all, seed: session.state.seed)
  }

  private static func ink(of place: Int, _ coloring: Points.Coloring) -> Ink {
    switch coloring {
    case .single(let ink, _): ink
    case .categories(let categories, _, _): .category(categories[place])
    case .values(let values, _, let lower, let upper):
      .quantity((values[place] - (lower ?? 0)) / ((upper ?? 1) - (lower ?? 0)))
    }
  }
}
