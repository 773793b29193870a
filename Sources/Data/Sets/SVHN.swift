/// The street view house numbers: digits cut from photographs, 32×32 pixels in three channels.
public enum SVHN {
  private static let names = ["train_32x32.mat", "test_32x32.mat", "extra_32x32.mat"]

  /// Loads 73,257 images to train on, with `extra` another 531,131, and 26,032 to test on.
  ///
  /// Memory beyond the data's own stays small: pieces are put in order as they are read.
  /// - Throws: `DataError` if the set is not found or a file is not right.
  public static func load(from path: DataSearchPath, extra: Bool = false) throws(DataError) -> Dataset {
    let paths = try files(in: path, extra: extra)
    let train = try examples(extra ? [paths[0], paths[2]] : [paths[0]])
    let test = try examples([paths[1]])
    return Dataset(name: "svhn", train: train, test: test, classes: (0...9).map(String.init))
  }

  /// The folder in the path that has the set.
  public static func folder(in path: DataSearchPath) throws(DataError) -> String {
    DataSearchPath.folder(of: try files(in: path))
  }

  /// The paths of the training file, the test file, and the extra one.
  static func files(in path: DataSearchPath, extra: Bool = false) throws(DataError) -> [String] {
    let source = extra ? "get extra_32x32.mat from http://ufldl.stanford.edu/housenumbers, and " : ""
    return try path.find(
      ["svhn"], files: names.prefix(extra ? 3 : 2).map { [$0] },
      hint: source + "run \(FetchScript.name) svhn, or give its folder with dir=…")
  }

  private static func examples(_ paths: [String]) throws(DataError) -> Examples {
    var readers: [SVHNReader] = []
    for path in paths { readers.append(try SVHNReader(path)) }
    let size = readers.reduce(0) { $0 + $1.count } * SVHNReader.shape.count
    guard size <= Extent.freeMemory else {
      throw DataError("\(paths[0]): its \(size) bytes exceed the free memory", hint: "leave out extra=true")
    }
    var (pixels, labels): ([UInt8], [Int]) = ([], [])
    for reader in readers { labels += try reader.labels() }
    pixels.reserveCapacity(size)
    for reader in readers { try reader.appendImages(to: &pixels) }
    return Examples(shape: SVHNReader.shape, storage: .bytes(pixels), labels: labels)
  }
}
