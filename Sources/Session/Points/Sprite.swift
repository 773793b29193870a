import Data
import Plot

/// Pictures of examples in one, row by row in a square.
struct Sprite {
  /// The picture of all as a PNG file.
  let png: [UInt8]
  /// The size of each.
  let width: Int
  let height: Int
  /// How many stand side by side.
  let columns: Int

  /// Nil where examples are no images.
  ///
  /// - Parameter shrinking: by how much each side is divided; a pixel is then the mean of a square of them.
  init?(_ examples: Examples, _ indices: [Int], shrinking: Int) throws {
    guard case .image(let height, let width, let channels) = examples.shape, !indices.isEmpty else { return nil }
    (self.height, self.width) = (max(1, height / shrinking), max(1, width / shrinking))
    columns = Int(Double(indices.count).squareRoot().rounded(.up))
    let rows = (indices.count + columns - 1) / columns
    let stride = columns * self.width * channels
    var pixels = [UInt8](repeating: 0, count: rows * self.height * stride)
    for (place, index) in indices.enumerated() {
      guard let whole = Pictures.picture(examples.example(index), shape: examples.shape) else { return nil }
      let small = whole.shrunk(by: shrinking), length = self.width * channels
      for row in 0..<self.height {
        let target = (place / columns * self.height + row) * stride + place % columns * length
        pixels.replaceSubrange(target..<target + length, with: small[row * length..<(row + 1) * length])
      }
    }
    let all = Picture(width: columns * self.width, height: rows * self.height, channels: channels, pixels: pixels)
    guard let all else { return nil }
    png = try all.png()
  }
}

extension Picture {
  /// The pixels of the picture made smaller, each the mean of a square of old ones.
  fileprivate func shrunk(by factor: Int) -> [UInt8] {
    guard factor > 1 else { return pixels }
    let width = max(1, self.width / factor), height = max(1, self.height / factor)
    let across = min(factor, self.width), down = min(factor, self.height)
    return (0..<height * width * channels).map { place in
      let channel = place % channels, column = place / channels % width * factor,
        row = place / channels / width * factor
      var sum = 0
      for y in row..<row + down {
        for x in column..<column + across { sum += Int(pixels[(y * self.width + x) * channels + channel]) }
      }
      return UInt8((sum + across * down / 2) / (across * down))
    }
  }
}
