import Data
import Language

/// `load csv`: a table of the person's own.
struct LoadCSV: SessionCommand {
  static let file = Parameter("file", .path("csv", "tsv", "txt", "gz"), "the table; other endings are read as well")
  static let label = Option(
    "label", .text, otherwise: "no labels", "the column of labels, by its name or its number from 1")
  static let id = TableKeys.id(otherwise: "a first column without a name")
  static let batch = Option(
    "batch", .text, otherwise: "none told apart",
    "the column of batches (plates, labs, donors), whose differences are to make no clusters")
  static let columns = Option("columns", .names, otherwise: "all", "those to learn from: [mass, 3...7]")
  static let scale = Option(
    "scale", .choice(["standard", "minmax", "robust", "log1p", "none"]),
    otherwise: "standard, but none with shape= and for a table of 0 and 1",
    "to mean 0 and deviation 1, from 0 to 1, to median 0 and quartiles 1 apart, ln(1 + value), or as it is")
  static let missing = Option(
    "missing", .choice(["mask", "mean", "drop", "error"]), otherwise: "mask",
    "missing values are left out of the likelihood, become the column's mean, cost their row, or are an error")
  static let na = TableKeys.na(otherwise: "NA, n/a, NaN, null, none, ?, ., -")
  static let test = DataKeys.test("another table")

  let declaration = CommandDeclaration(
    "load csv",
    [
      Self.file, Self.label, Self.id, Self.batch, Self.columns, TableKeys.drop, TableKeys.header, Self.scale,
      Self.missing, Self.na,
    ] + TableKeys.notation + [DataKeys.shape, Self.test],
    summary: "load a table of your own: numbers and categories, with or without a column of labels",
    details: """
      What separates the columns (comma, semicolon, tab, bar, blanks), whether the first row names them, whether numbers \
      have decimal commas (between semicolons), and the encoding are found out; .gz is read as well. A column of texts is \
      a category, each level a feature of 0 and 1. Labels may be any text; classes are sorted, numbers by value; a row \
      with an empty label is trained on and left out of accuracy. Scaling is measured on the rows to train on. The share \
      to test on is drawn by the session's seed, from each class and batch alike. Lines that begin with # are skipped. Each \
      different text or number of the column that batch= names is a batch; the decoder and the prior of w of a model made for \
      these data are told it, so that clusters are of what all batches share.
      """,
    makes: [.data], returns: "a record of the data: name, count, test, classes, size",
    examples: [
      "load csv flowers.csv label=species",
      "load csv \"pendigits.tra\" label=17 scale=minmax test=\"pendigits.tes\"",
      "load csv patients.csv label=group id=sample drop=[site, 7...9] missing=drop",
      "load csv patients.csv label=group id=sample batch=site missing=drop",
    ])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    var options = try call.tableOptions(id: Self.id, na: Self.na)
    (options.label, options.batch) = (call[Self.label], call[Self.batch])
    options.scaling = call[Self.scale].flatMap(TableScaling.init)
    options.columns = call[Self.columns]
    options.missing = call[Self.missing].flatMap(MissingValues.init)
    options.shape = try call.shape()
    options.test = try LoadCSV.test(call[Self.test], in: session) ?? .share(0.2)
    options.seed = session.state.seed
    return Outcome(
      try Loading.use(
        CSVReader.load(session.files.allowedPath(call[Self.file], argument: "file"), options), in: session))
  }
}

/// `load npy` and `load idx`: arrays of the person's own.
struct LoadArrays: SessionCommand {
  private let file: Parameter<String>
  private let labels: Option<String?>
  private let test: Option<String?>
  private let testLabels: Option<String?>
  let declaration: CommandDeclaration

  static let array = Option("array", .text, otherwise: "found by name", "the examples in an archive")
  static let scale = Option(
    "scale", .choice(["none", "standard", "minmax", "robust", "log1p"]), default: "none",
    "each column as it is, to mean 0 and deviation 1, from 0 to 1, to median 0 and quartiles 1 apart, or ln(1 + value)")

  static let npy: Self = {
    let file = Parameter("file", .path("npy", "npz"), "the array, or an archive of arrays")
    let labels = Option(
      "labels", .text, otherwise: "found by name", "whole numbers or texts: a file, or an array of the archive")
    let test = DataKeys.test("another file")
    let testLabels = Option("testlabels", .text, otherwise: "as labels", "the labels of the other file")
    return Self(
      file: file, labels: labels, test: test, testLabels: testLabels,
      declaration: CommandDeclaration(
        "load npy", [file, labels, Self.array, Self.scale, DataKeys.shape, test, testLabels],
        summary: "load NumPy arrays of your own: vectors or images, .npy or .npz",
        details: """
          Shapes: N × D, N × H × W, N × H × W × C or N × C × H × W with 1 or 3 channels (the last if both could be). Images \
          of uint8 stand for 0 to 1; other numbers are taken as they are. In an archive the arrays x_train, y_train, x_test, \
          y_test, or x and y (also data, images; labels, target) are found by name, and so are the sparse matrices that scipy \
          saves, class_names and feature_names.
          """,
        makes: [.data], returns: "a record of the data: name, count, test, classes, size",
        examples: [
          "load npy digits.npz", "load npy faces.npy labels=who.npy test=0.1",
          "load npy \"train.npy\" labels=\"train-labels.npy\" test=\"test.npy\" testlabels=\"test-labels.npy\"",
        ]))
  }()

  static let idx: Self = {
    let file = Parameter("file", .path("gz"), "the file of images")
    let labels = Option("labels", .text, otherwise: "no labels", "the file of their labels")
    let test = DataKeys.test("another file of images")
    let testLabels = Option("testlabels", .text, otherwise: "no labels", "the labels of the other file")
    return Self(
      file: file, labels: labels, test: test, testLabels: testLabels,
      declaration: CommandDeclaration(
        "load idx", [file, labels, Self.scale, test, testLabels],
        summary: "load idx files of your own, as MNIST's are: images and their labels",
        details: """
          Images of any size and number type, plain or .gz; labels are whole numbers of any range, as EMNIST's letters have \
          them.
          """,
        makes: [.data], returns: "a record of the data: name, count, test, classes, size",
        examples: [
          "load idx \"letters-images-idx3-ubyte.gz\" labels=\"letters-labels-idx1-ubyte.gz\"",
          "load idx \"images.idx3\" labels=\"labels.idx1\" test=0.1",
        ]))
  }()

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let path = try session.files.allowedPath(call[file], argument: "file")
    var options = NPYOptions(
      labels: call[labels].map { LoadCSV.arrayOrFile($0, in: session) }, array: call[Self.array],
      test: try LoadCSV.test(call[test], in: session),
      testLabels: call[testLabels].map { LoadCSV.arrayOrFile($0, in: session) }, seed: session.state.seed)
    options.scaling = TableScaling(rawValue: call[Self.scale]) ?? .none
    options.shape = try call.shape()
    return Outcome(try Loading.use(NPYReader.load(path, options), in: session))
  }
}

/// `load images`: pictures of the person's own.
struct LoadImages: SessionCommand {
  static let folder = Parameter("folder", .path(), "the folder that holds the classes' folders")
  static let size = Option(
    "size", .integer(1...1024), default: 28, unit: "pixels", "width and height that pictures are brought to")
  static let channels = Option("channels", .choice(["1", "3"]), default: "1", "1: gray, 3: red, green and blue")
  static let classes = Option(
    "class", .choice(["folder", "path", "none"]), default: "folder",
    "the class is the first folder, all folders on the way, or none")
  static let test = DataKeys.test("another folder")

  let declaration = CommandDeclaration(
    "load images", [Self.folder, Self.size, Self.channels, Self.classes, Self.test],
    summary: "load pictures of your own: PNG and JPEG files in a folder for each class",
    details: """
      Every picture is brought to one square size by the mean of the area each pixel covers; one that is not square is \
      stretched, and transparent parts become white. Folders may be nested: the first names the class. Files that are not \
      read are counted by reason. The order and the share to test on are drawn by the session's seed. Pictures directly \
      in the folder have no classes.
      """,
    makes: [.data], returns: "a record of the data: name, count, test, classes, size, skipped",
    examples: ["load images leaves", "load images \"photos/birds\" size=32 channels=3 test=0.1"])

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    var options = PictureOptions(
      size: call[Self.size], channels: call[Self.channels] == "3" ? 3 : 1,
      test: try LoadCSV.test(call[Self.test], in: session) ?? .share(0.2), seed: session.state.seed)
    options.classes = PictureClasses(rawValue: call[Self.classes]) ?? .folder
    let folder = try session.files.allowedPath(call[Self.folder], argument: "folder")
    let (dataset, skipped) = try PictureReader.load(folder, options)
    guard case .record(var record) = try Loading.use(dataset, in: session) else { return .nothing }
    record.fields.append(.init("skipped", .number(Double(skipped))))
    return .record(record)
  }
}

extension Call {
  /// What `shape=` says: `28x28`, or `32x32x3` with channels last.
  fileprivate func shape() throws(CommandError) -> ExampleShape? {
    guard let text = self[DataKeys.shape] else { return nil }
    let sizes = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard (2...3).contains(sizes.count), sizes.allSatisfy({ (1...65_536).contains($0) }),
      sizes.count == 2 || [1, 3].contains(sizes[2])
    else {
      throw CommandError(
        "'\(text)' is not a shape of images", argument: "shape",
        hint: "give height and width: shape=28x28, or 32x32x3 in color")
    }
    return .image(height: sizes[0], width: sizes[1], channels: sizes.count == 3 ? sizes[2] : 1)
  }
}

extension LoadCSV {
  /// What `test=` says: a share or a path.
  static func test(_ text: String?, in session: Session) throws(CommandError) -> TestExamples? {
    guard let text else { return nil }
    guard let share = Double(text) else { return .file(try session.files.allowedPath(text, argument: "test")) }
    guard share >= 0, share < 1 else {
      throw CommandError(
        "a share of \(text) leaves nothing to train on", argument: "test",
        hint: "give a share below 1, such as test=0.2, test=0 to train on all, or a file")
    }
    return .share(share)
  }

  /// A path from the working folder if the text names a file of arrays, else the name of an array.
  fileprivate static func arrayOrFile(_ text: String, in session: Session) -> String {
    NPYOptions.isFile(text) ? session.files.resolve(text) : text
  }
}
