import Compute
import Interruption

/// How a folder of pictures is read.
public struct PictureOptions: Sendable {
  /// The width and height that every picture is brought to.
  public var size: Int
  /// One channel of gray, or three of red, green and blue.
  public var channels: Int
  /// What the classes are called by.
  public var classes = PictureClasses.folder
  /// What is tested on: a share, or another folder.
  public var test: TestExamples
  /// What the share to test on and the order of the pictures are drawn by.
  public var seed: UInt64

  /// 28×28 in gray, a fifth to test on.
  public init(size: Int = 28, channels: Int = 1, test: TestExamples = .share(0.2), seed: UInt64 = 1) {
    (self.size, self.channels, self.test, self.seed) = (size, channels, test, seed)
  }
}

/// Reads a person's own pictures: PNG and JPEG files in a folder for each class.
public enum PictureReader {
  /// Loads the pictures in an order drawn by seed, and tells how many files were not read; classes are the folders' names
  /// in natural order.
  /// - Throws: `DataError` where a folder or file is unreadable, or a file no picture.
  public static func load(
    _ path: String, _ options: PictureOptions = PictureOptions()
  ) throws(DataError) -> (dataset: Dataset, skipped: Int) {
    var names = ClassNames()
    let folder = try PictureFolder(path, options.classes, names: &names)
    var (parts, test): (Split, PictureFolder?) = (Split(trainingOn: folder.pictures.count), nil)
    switch options.test {
    case .share(let share):
      let codes = folder.codes.isEmpty ? nil : folder.codes
      parts = try Split(
        count: folder.pictures.count, codes: codes, share: share, seed: options.seed, path: path)
    case .file(let testPath): test = try testFolder(testPath, like: folder, options.classes, &names)
    }
    let (files, codes) = (parts.parts(folder.pictures), parts.parts(folder.codes))
    let train = try examples(files.train, codes.train, names, options)
    let tested = try examples(test?.pictures ?? files.test, test?.codes ?? codes.test, names, options)
    let dataset = Dataset(
      name: FileName.stem(path), train: train, test: tested, classes: names.sorted,
      notes: parts.notes + [folder.note, test?.note].compactMap { $0 })
    return (dataset, [folder.skipped, test?.skipped ?? [:]].flatMap(\.values).reduce(0, +))
  }

  private static func testFolder(
    _ path: String, like folder: PictureFolder, _ classes: PictureClasses, _ names: inout ClassNames
  ) throws(DataError) -> PictureFolder {
    let test = try PictureFolder(path, classes, names: &names)
    guard test.codes.isEmpty == folder.codes.isEmpty else {
      throw DataError(
        "\(path): one of the two folders has a folder for each class, the other not", hint: "lay out both alike")
    }
    return test
  }

  /// One picture at `size` × `size`, channel planes one after another.
  static func pixels(_ file: PictureFolder.Picture, size: Int, channels: Int) throws(DataError) -> [UInt8] {
    let picture = try PictureDecoder.decode(file.path, channels: channels)
    let average = AreaAverage(width: picture.width, height: picture.height, channels: channels)
    return average.planes(picture.pixels, size: size)
  }

  private static func examples(
    _ files: [PictureFolder.Picture], _ codes: [Int32], _ names: ClassNames, _ options: PictureOptions
  ) throws(DataError) -> Examples {
    let shape = ExampleShape.image(height: options.size, width: options.size, channels: options.channels)
    guard let size = Extent(sizes: [files.count, shape.count]).product, size <= Extent.freeMemory else {
      throw DataError("\(files.count) pictures of \(shape) exceed the free memory", hint: "give a smaller size=")
    }
    // A folder's files come class by class; whoever looks at the first few examples wants to see all classes.
    var generator = CounterGenerator(seed: options.seed, purpose: RandomPurpose.data.rawValue, epoch: 3)
    let order = files.indices.shuffled(using: &generator)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(size)
    for index in order {
      try DataError.throwIfInterrupted()
      pixels += try Self.pixels(files[index], size: options.size, channels: options.channels)
    }
    let labels = codes.isEmpty ? nil : names.labels(order.map { codes[$0] })
    return Examples(shape: shape, storage: .bytes(pixels), labels: labels, ids: order.map { files[$0].name })
  }
}
