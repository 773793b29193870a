import Data
import Interruption
import Language
import Training

/// `load arcs`: the five arcs, `count` points for training and a fifth as many for testing.
struct LoadArcs: SessionCommand {
  static let count = Option("count", .integer(100...10_000_000), default: 10_000, "how many points for training")
  static let seed = Option("seed", .seed, otherwise: "the session's", "the seed they are drawn with")

  let declaration = CommandDeclaration(
    "load arcs", [Self.count, Self.seed], summary: "load the five arcs, points in the plane made on the spot",
    details: """
      Points scattered around five arcs, labeled by arc: count of them for training, and a fifth as many for testing. \
      The same seed gives the same points.
      """,
    makes: [.data], returns: "a record of the data: name, count, test, classes, size",
    examples: ["load arcs", "load arcs count=2000 seed=7"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    Outcome(
      try Loading.use(FiveArcs.make(count: call[Self.count], seed: call[Self.seed] ?? session.state.seed), in: session))
  }
}

/// `load mnist` and `load fashion`: a set of images in idx files.
struct LoadImageSet: SessionCommand {
  let images: ImageSet
  let declaration: CommandDeclaration

  static let mnist = LoadImageSet(.mnist, "mnist", "the handwritten digits of MNIST, 28 by 28 pixels")
  static let fashion = LoadImageSet(.fashion, "fashion", "the garments of Fashion-MNIST, 28 by 28 pixels")

  private init(_ images: ImageSet, _ name: String, _ what: String) {
    self.images = images
    declaration = CommandDeclaration(
      "load \(name)", [DataKeys.folder], summary: "load " + what,
      details: """
        Reads the four idx files, plain or gzip, from the first folder that has them: GMVAE_DATA, data in the working \
        folder, the user's data folder. \(FetchScript.name) \(name) downloads them.
        """,
      makes: [.data], returns: "a record of the data: name, count, test, classes, size",
      examples: ["load \(name)", "load \(name) dir=data/\(name)"])
  }

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    Outcome(try Loading.use(images.load(from: Loading.searchPath(call[DataKeys.folder], in: session)), in: session))
  }
}

/// `load svhn`: the street view house numbers.
struct LoadSVHN: SessionCommand {
  static let extra = Option(
    "extra", .flag, default: false, "train on the 531,131 easier images of extra_32x32.mat as well")

  let declaration = CommandDeclaration(
    "load svhn", [DataKeys.folder, Self.extra], summary: "load the street view house numbers, 32 by 32 pixels in color",
    details: """
      Reads train_32x32.mat and test_32x32.mat, MATLAB version 5 files, from the first folder svhn that has them: in \
      GMVAE_DATA, in data in the working folder, in the user's data folder. \(FetchScript.name) svhn downloads them.
      """,
    makes: [.data], returns: "a record of the data: count, classes, dimension",
    examples: ["load svhn", "load svhn dir=data/svhn extra=true"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    Outcome(
      try Loading.use(
        SVHN.load(from: Loading.searchPath(call[DataKeys.folder], in: session), extra: call[Self.extra]), in: session))
  }
}

/// What sets of data are loaded by.
enum DataKeys {
  static let folder = Option("dir", .path(), "the folder the files are in")

  static let shape = Option(
    "shape", .text, otherwise: "none", "makes an image of each row: 28x28, or 32x32x3 with channels last")

  /// What to test on: a share, or `other`.
  static func test(_ other: String) -> Option<String?> {
    Option("test", .text, otherwise: "0.2", "what to test on: a share below 1 (0 trains on all), or \(other)")
  }
}

/// What all ways to load data have in common.
enum Loading {
  fileprivate static func searchPath(_ folder: String?, in session: Session) throws(CommandError) -> DataSearchPath {
    guard let folder else { return searchPath(in: session) }
    return DataSearchPath(folder: try session.files.allowedPath(folder, argument: "dir"))
  }

  /// Where data sets are looked for.
  static func searchPath(in session: Session) -> DataSearchPath {
    DataSearchPath(environment: session.environment.variables, workingFolder: session.environment.workingFolder)
  }

  /// Makes a data set the session's, unless the person asked to stop while it was read: then it may lack a part.
  static func use(_ loaded: Dataset, in session: Session) throws -> Value {
    try InterruptionRequest.throwIfInterrupted()
    session.state.data.put(loaded)
    loaded.notes.forEach(session.environment.note)
    return .record(session.state.data.record(of: loaded))
  }
}
