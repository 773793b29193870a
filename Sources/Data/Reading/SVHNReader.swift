/// Reads one file of cropped street view house numbers: X, 32×32×3×N bytes, and y, their N labels, of which 10 is the
/// digit 0. http://ufldl.stanford.edu/housenumbers
struct SVHNReader {
  /// The shape of each image.
  static let shape = ExampleShape.image(height: 32, width: 32, channels: 3)
  private static let side = 32, channels = 3

  /// How many images there are.
  let count: Int
  private let file: MATFile
  private let images: MATArray
  private let labelArray: MATArray

  /// Opens the file and checks what it announces.
  /// - Throws: `DataError` if it is missing, unreadable, damaged, or not what it should be.
  init(_ path: String) throws(DataError) {
    file = try MATFile(path: path, names: ["X", "y"])
    guard let images = file["X"], let labels = file["y"] else {
      let missing = file["X"] == nil ? "X, the images" : "y, the labels"
      throw file.wrong("it has no variable \(missing)")
    }
    // MATLAB drops a last size of 1.
    let sizes = images.sizes.count == 3 ? images.sizes + [1] : images.sizes
    guard images.number == .uint8, sizes.count == 4, sizes[..<3] == [Self.side, Self.side, Self.channels], sizes[3] > 0
    else {
      throw file.wrong("X has the sizes \(Extent(sizes: images.sizes)), expected bytes of 32 × 32 × 3 × N")
    }
    guard labels.sizes.max() == sizes[3], labels.byteCount == sizes[3] * labels.number.size else {
      throw file.wrong("y has the sizes \(Extent(sizes: labels.sizes)), expected \(sizes[3]) × 1 as X has images")
    }
    (self.images, labelArray, count) = (images, labels, sizes[3])
    try file.confirm(images)
  }

  /// The labels as digits.
  func labels() throws(DataError) -> [Int] {
    let source = try file.bytes(of: labelArray)
    let size = labelArray.number.size
    var labels: [Int] = []
    labels.reserveCapacity(count)
    while labels.count < count {
      let piece = try source.read(exactly: min(4096, count - labels.count) * size)
      for start in stride(from: 0, to: piece.count, by: size) {
        guard let label = labelArray.number.whole(piece[start..<start + size]), (1...10).contains(label) else {
          throw file.wrong("label \(labels.count + 1) is not one of 1 to 10")
        }
        labels.append(label % 10)
      }
    }
    try file.finish(labelArray, source)
    return labels
  }

  /// Reads the images a few at a time and appends them, channel planes row by row.
  func appendImages(to pixels: inout [UInt8]) throws(DataError) {
    let source = try file.bytes(of: images)
    let imageSize = Self.shape.count
    var left = count
    while left > 0 {
      let taken = min(left, 64)
      let piece = try source.read(exactly: taken * imageSize)
      for image in 0..<taken { Self.appendRows(of: piece[(image * imageSize)...], to: &pixels) }
      left -= taken
    }
    try file.finish(images, source)
  }

  /// The file runs down the columns of each plane.
  private static func appendRows(of image: ArraySlice<UInt8>, to pixels: inout [UInt8]) {
    for channel in 0..<channels {
      for row in 0..<side {
        let first = image.startIndex + channel * side * side + row
        for column in 0..<side { pixels.append(image[first + column * side]) }
      }
    }
  }
}
