/// A public set of labeled images in the four idx files that MNIST came in.
public struct ImageSet: Sendable {
  /// The name it is loaded by.
  public let name: String
  /// What the labels 0, 1, … stand for.
  public let classes: [String]
  private let folderNames: [String]
  private let source: String

  /// Handwritten digits, 60,000 and 10,000 images of 28×28.
  public static let mnist = ImageSet(
    name: "mnist", classes: (0...9).map(String.init), folderNames: ["mnist"], source: "\(FetchScript.name) mnist")

  /// Clothes by Zalando, in the same numbers and sizes as MNIST.
  public static let fashion = ImageSet(
    name: "fashion",
    classes: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ],
    folderNames: ["fashion", "fashion-mnist"],
    source: "\(FetchScript.name) fashion (or apt-get install dataset-fashion-mnist)")

  /// Loads both parts from the first folder of the path that has them.
  /// - Throws: `DataError` if the set is not found or a file is not right.
  public func load(from path: DataSearchPath) throws(DataError) -> Dataset {
    let paths = try files(in: path)
    let train = try examples(images: paths[0], labels: paths[1])
    let test = try examples(images: paths[2], labels: paths[3])
    guard train.shape == test.shape else {
      throw DataError(
        "\(paths[2]): its images are \(test.shape), those of \(paths[0]) \(train.shape)", hint: InputFile.anotherCopy)
    }
    return Dataset(name: name, train: train, test: test, classes: classes)
  }

  /// The folder in the path that has the set.
  public func folder(in path: DataSearchPath) throws(DataError) -> String {
    DataSearchPath.folder(of: try files(in: path))
  }

  /// The paths of training images and labels, test images and labels.
  func files(in path: DataSearchPath) throws(DataError) -> [String] {
    let files = [("train-images", 3), ("train-labels", 1), ("t10k-images", 3), ("t10k-labels", 1)].map { stem, rank in
      ["-", "."].flatMap { ["\(stem)\($0)idx\(rank)-ubyte.gz", "\(stem)\($0)idx\(rank)-ubyte"] }
    }
    return try path.find(folderNames, files: files, hint: "run \(source), or give its folder with dir=…")
  }

  private func examples(images: String, labels: String) throws(DataError) -> Examples {
    let values = try IDXReader.labels(labels)
    if let index = values.firstIndex(where: { $0 >= classes.count }) {
      throw DataError(
        "\(labels): label \(index + 1) is \(values[index]), expected 0 to \(classes.count - 1)",
        hint: "a set with other classes is loaded as: load idx \"\(images)\" labels=\"\(labels)\"")
    }
    let (shape, bytes) = try IDXReader.images(images)
    guard values.count == bytes.count / shape.count else {
      throw DataError(
        "\(labels): \(values.count) labels for the \(bytes.count / shape.count) images of \(images)",
        hint: "take both files from one source")
    }
    return Examples(shape: shape, storage: .bytes(bytes), labels: values.map(Int.init))
  }
}
