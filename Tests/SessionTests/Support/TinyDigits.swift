import TestSupport

/// Four idx files of small pictures in ten classes, the class being where the light is.
enum TinyDigits {
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// Writes the files below `folder`, `train` pictures for training and `test` for testing.
  static func write(to folder: ScratchFolder, in name: String = "mnist", train: Int = 200, test: Int = 50) throws {
    for (offset, count) in [(0, train), (2, test)] {
      try folder.write(images(count), to: "\(name)/\(names[offset])")
      try folder.write(labels(count), to: "\(name)/\(names[offset + 1])")
    }
  }

  /// 6 by 6 pixels each.
  static func images(_ count: Int) -> [UInt8] {
    var pixels: [UInt8] = []
    for index in 0..<count {
      for pixel in 0..<36 {
        pixels.append(pixel / 6 == index % 10 / 2 ? UInt8(120 + index % 7 * 19) : UInt8(pixel % 3))
      }
    }
    return header(2051, [count, 6, 6]) + pixels
  }

  static func labels(_ count: Int) -> [UInt8] { header(2049, [count]) + (0..<count).map { UInt8($0 % 10) } }

  static func header(_ magic: Int, _ sizes: [Int]) -> [UInt8] {
    ([magic] + sizes).flatMap { withUnsafeBytes(of: UInt32($0).bigEndian, Array.init) }
  }
}
