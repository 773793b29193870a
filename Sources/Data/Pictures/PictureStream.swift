import Interruption

/// Reads the pictures of a folder, or one picture, as those were made that a model learned from: brought to their size, in
/// gray or in color. The file's name is the example's.
final class PictureStream: ExampleStream {
  let hasIDs = true, hasRows = false
  let missing = 0
  let notes: [String]
  private let pictures: ArraySlice<PictureFolder.Picture>
  private let shape: ExampleShape
  private let size: Int, channels: Int
  private var place = 0

  /// Looks through the folder; classes play no part.
  convenience init(folder path: String, like learned: LearnedExamples) throws(DataError) {
    let side = try Self.side(of: learned, path)
    var names = ClassNames()
    let folder = try PictureFolder(path, .none, names: &names)
    self.init(folder.pictures, learned.shape, side, notes: [folder.note].compactMap { $0 })
  }

  /// One picture alone.
  convenience init(picture path: String, like learned: LearnedExamples) throws(DataError) {
    let picture = PictureFolder.Picture(path: RawPath(path), name: FileName.last(path))
    self.init([picture], learned.shape, try Self.side(of: learned, path), notes: [])
  }

  private init(_ pictures: [PictureFolder.Picture], _ shape: ExampleShape, _ side: Int, notes: [String]) {
    (self.pictures, self.shape, size, self.notes) = (pictures[...], shape, side, notes)
    channels = shape.count / (side * side)
  }

  /// The width and height of the images that a model learned from.
  private static func side(of learned: LearnedExamples, _ path: String) throws(DataError) -> Int {
    guard learned.columns == nil, case .image(let height, let width, _) = learned.shape, height == width else {
      throw DataError(
        "\(path): it holds pictures, and the model did not learn from square images",
        hint: learned.columns != nil
          ? "give a table with the model's columns" : "give an array of \(learned.shape) (.npy)"
      )
    }
    return width
  }

  func next(_ limit: Int) throws(DataError) -> ExampleBatch? {
    let chosen = pictures.dropFirst(place).prefix(limit)
    guard !chosen.isEmpty else { return nil }
    place += chosen.count
    var pixels: [UInt8] = []
    pixels.reserveCapacity(chosen.count * shape.count)
    for picture in chosen {
      try DataError.throwIfInterrupted()
      pixels += try PictureReader.pixels(picture, size: size, channels: channels)
    }
    var batch = ExampleBatch()
    batch.count = chosen.count
    batch.values = Examples(shape: shape, storage: .bytes(pixels)).values(0..<chosen.count)
    batch.counted = [Float](repeating: 1, count: batch.values.count)
    batch.ids = chosen.map(\.name)
    return batch
  }
}
