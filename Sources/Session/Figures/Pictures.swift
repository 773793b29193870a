import Data
import Interruption
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
