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
  init(_ path: String, like learned: LearnedExamples) throws(DataError) {
    guard learned.columns == nil, case .image(let height, let width, let channels) = learned.shape, height == width
    else {
      throw DataError(
        "\(path): it holds pictures, and the model did not learn from square images",
        hint: learned.columns != nil
          ? "give a table with the model's columns" : "give an array of \(learned.shape) (.npy)")
    }
    if PictureFolder.endings.contains(FileName.ending(path)), (try? RawPath(path).openedFolder()) == nil {
      (pictures, notes) = ([PictureFolder.Picture(path: RawPath(path), name: FileName.last(path))], [])
    } else {
      var names = ClassNames()
      let folder = try PictureFolder(path, .none, names: &names)
      (pictures, notes) = (folder.pictures[...], [folder.note].compactMap { $0 })
    }
    (shape, size, self.channels) = (learned.shape, width, channels)
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
