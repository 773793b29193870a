import Data
import Plot

/// Pictures of examples, many in each sheet, row by row in a square.
struct Sprite {
  /// How many pictures a sheet has: browsers decode one at a time, in some ten milliseconds.
  static let perSheet = 4096
  /// How many stand side by side.
  static let columns = 64
  /// Beyond so many bytes of pictures each has 16 shades.
  private static let manyBytes = 700_000
  /// The longest side of a picture, and the shortest that still shows something.
  private static let longestSide = 40, shortestSide = 8

  /// The sheets as PNG files.
  let sheets: [[UInt8]]
  /// The size of each picture.
  let width: Int
  let height: Int

  /// The size of all files.
  var count: Int { sheets.reduce(0) { $0 + $1.count } }

  /// Nil where examples are no images, or so many that even small pictures have no room. Of many each has 16 shades, and
  /// if that is not enough a pixel is the mean of a square of them.
  init?(_ examples: Examples, _ indices: [Int], mostBytes: Int) throws {
    guard case .image(let height, let width, _) = examples.shape, !indices.isEmpty else { return nil }
    var form = Form(shrinking: 1, hasFewShades: false)
    while max(height, width) / form.shrinking > Self.longestSide { form.shrinking *= 2 }
    // One sheet of pictures from all over the data tells how large all will be.
    let few = min(indices.count, Self.perSheet), sample = (0..<few).map { indices[$0 * indices.count / few] }
    while true {
      guard let sheet = try Self.sheet(examples, sample, form) else { return nil }
      let bytes = sheet.count * indices.count / few, isSmall = bytes <= mostBytes * 97 / 100
      if isSmall, form.hasFewShades || bytes <= Self.manyBytes { break }
      if form.hasFewShades { form.shrinking *= 2 } else { form.hasFewShades = true }
      if max(height, width) / form.shrinking < Self.shortestSide { return nil }
    }
    (self.height, self.width) = (max(1, height / form.shrinking), max(1, width / form.shrinking))
    sheets = try stride(from: 0, to: indices.count, by: Self.perSheet).compactMap {
      try Self.sheet(examples, Array(indices[$0..<min($0 + Self.perSheet, indices.count)]), form)
    }
  }

  private struct Form {
    /// By how much each side is divided.
    var shrinking: Int
    var hasFewShades: Bool
  }

  private static func sheet(_ examples: Examples, _ indices: [Int], _ form: Form) throws -> [UInt8]? {
    guard case .image(let fullHeight, let fullWidth, let channels) = examples.shape else { return nil }
    let height = max(1, fullHeight / form.shrinking), width = max(1, fullWidth / form.shrinking)
    let rows = (indices.count + columns - 1) / columns, stride = columns * width * channels
    var pixels = [UInt8](repeating: 0, count: rows * height * stride)
    for (place, index) in indices.enumerated() {
      guard let whole = Pictures.picture(examples.example(index), shape: examples.shape) else { return nil }
      let small = whole.shrunk(by: form.shrinking), length = width * channels
      for row in 0..<height {
        let target = (place / columns * height + row) * stride + place % columns * length
        for offset in 0..<length {
          let shade = small[row * length + offset]
          pixels[target + offset] = form.hasFewShades ? (shade &+ 8 < shade ? 255 : (shade + 8) / 17 * 17) : shade
        }
      }
    }
    return try Picture(width: columns * width, height: rows * height, channels: channels, pixels: pixels)?.png()
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
