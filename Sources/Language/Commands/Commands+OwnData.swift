extension Commands {
  static let csv = CommandDeclaration(
    path: ["load", "csv"],
    summary: "load a table of your own: numbers and categories, with or without a column of labels",
    details: """
      Found out: what stands between columns (comma, semicolon, tab, bar, blanks), whether the first row names them, \
      decimal commas between semicolons, the encoding; .gz is read as well. A column of texts is a category, each level a \
      feature of 0 and 1. Labels may be any text; classes are sorted, numbers by value; a row with an empty label is \
      trained on and left out of accuracy. Scaling is measured on the rows to train on. The share to test on is drawn by \
      the session's seed, from each class alike. Lines that begin with # are passed over.
      """,
    parameters: [
      .positional("file", .path(endings: ["csv", "tsv", "txt", "gz"]), "the table; other endings are read as well"),
      .option("label", .text, default: "no labels", "the column of labels, by its name or its number from 1"),
      .option("id", .text, default: "a first column without a name", "the column that names the rows"),
      .option("columns", .names, default: "all", "those to learn from: [mass, 3...7]"),
      .option("drop", .names, default: "none", "columns to leave out"),
      header,
      .option(
        "scale", .choice(["standard", "minmax", "robust", "log1p", "none"]),
        default: "standard, but none with shape= and for a table of 0 and 1",
        "to mean 0 and deviation 1, from 0 to 1, to median 0 and quartiles 1 apart, ln(1 + value), or as it is"),
      .option(
        "missing", .choice(["mask", "mean", "drop", "error"]), default: "mask",
        "missing values are left out of the likelihood, become the column's mean, cost their row, or are an error"),
      .option("na", .names, default: "NA, n/a, NaN, null, none, ?, ., -", "what stands for a missing value"),
    ] + notation + [
      shape,
      test("another table"),
    ],
    returns: "a record of the data: name, count, test, classes, size",
    examples: [
      "load csv flowers.csv label=species",
      "load csv \"pendigits.tra\" label=17 scale=minmax test=\"pendigits.tes\"",
      "load csv patients.csv label=group id=sample drop=[site, 7...9] missing=drop",
    ])

  static let npy = CommandDeclaration(
    path: ["load", "npy"],
    summary: "load NumPy arrays of your own: vectors or images, .npy or .npz",
    details: """
      Shapes: N × D, N × H × W, N × H × W × C or N × C × H × W with 1 or 3 channels (the last where both could be). Images \
      of uint8 stand for 0 to 1; other numbers are taken as they are. In an archive the arrays x_train, y_train, x_test, \
      y_test, or x and y (also data, images; labels, target) are found by name, and so are the sparse matrices that scipy \
      saves, class_names and feature_names.
      """,
    parameters: [
      .positional("file", .path(endings: ["npy", "npz"]), "the array, or an archive of arrays"),
      .option("labels", .text, default: "found by name", "whole numbers or texts: a file, or an array of the archive"),
      .option("array", .text, default: "found by name", "the examples in an archive"),
      arrayScale,
      shape,
      test("another file"),
      .option("testlabels", .text, default: "as labels", "the labels of the other file"),
    ],
    returns: "a record of the data: name, count, test, classes, size",
    examples: [
      "load npy digits.npz", "load npy faces.npy labels=who.npy test=0.1",
      "load npy \"train.npy\" labels=\"train-labels.npy\" test=\"test.npy\" testlabels=\"test-labels.npy\"",
    ])

  static let idx = CommandDeclaration(
    path: ["load", "idx"],
    summary: "load idx files of your own, as MNIST's are: images and their labels",
    details: """
      Images of any size and number type, plain or .gz; labels are whole numbers of any range, as EMNIST's letters have \
      them.
      """,
    parameters: [
      .positional("file", .path(endings: ["gz"]), "the file of images"),
      .option("labels", .text, default: "no labels", "the file of their labels"),
      arrayScale,
      test("another file of images"),
      .option("testlabels", .text, default: "no labels", "the labels of the other file"),
    ],
    returns: "a record of the data: name, count, test, classes, size",
    examples: [
      "load idx \"letters-images-idx3-ubyte.gz\" labels=\"letters-labels-idx1-ubyte.gz\"",
      "load idx \"images.idx3\" labels=\"labels.idx1\" test=0.1",
    ])

  static let h5ad = CommandDeclaration(
    path: ["load", "h5ad"],
    summary: "load an AnnData file of your own, as scanpy writes it: single cells and what is known of them",
    details: """
      X or a layer, dense or sparse; the names of the observations are ids, those of the variables name the columns. Counts \
      stay as they are, for likelihood=nb; scale=log1p or standard is for a Gaussian one. Needs libhdf5.
      """,
    parameters: [
      .positional("file", .path(endings: ["h5ad"]), "the file"),
      .option("label", .text, default: "no labels", "the column of obs that holds the labels"),
      .option("layer", .text, default: "X", "the layer to learn from"),
      .option("columns", .names, default: "all", "the variables to learn from, by name"),
      arrayScale,
      test("another file"),
    ],
    returns: "a record of the data: name, count, test, classes, size",
    examples: ["load h5ad cells.h5ad label=type", "load h5ad cells.h5ad columns=[CD3E, LYZ] layer=double scale=log1p"])

  static let pictures = CommandDeclaration(
    path: ["load", "images"],
    summary: "load pictures of your own: PNG and JPEG files in a folder for each class",
    details: """
      Every picture is brought to one square size by the mean of the area each pixel covers; one that is no square is \
      stretched, and what is transparent becomes white. Folders may be nested: the first names the class. What is not read \
      is counted by its reason. The order and the share to test on are drawn by the session's seed. Pictures directly in \
      the folder have no classes.
      """,
    parameters: [
      .positional("folder", .path(endings: []), "the folder that holds the classes' folders"),
      .option(
        "size", .integer(1...1024), default: "28", unit: "pixels", "width and height that pictures are brought to"),
      .option("channels", .choice(["1", "3"]), default: "1", "1: gray, 3: red, green and blue"),
      .option(
        "class", .choice(["folder", "path", "none"]), default: "folder",
        "the class is the first folder, all folders on the way, or none"),
      test("another folder"),
    ],
    returns: "a record of the data: name, count, test, classes, size, skipped",
    examples: ["load images leaves", "load images \"photos/birds\" size=32 channels=3 test=0.1"])

  private static let arrayScale = ParameterDeclaration.option(
    "scale", .choice(["none", "standard", "minmax", "robust", "log1p"]), default: "none",
    "each column as it is, to mean 0 and deviation 1, from 0 to 1, to median 0 and quartiles 1 apart, or ln(1 + value)")

  /// Whether a table's first row is one of names.
  static let header = ParameterDeclaration.option(
    "header", .choice(["auto", "true", "false"]), default: "auto", "whether the first row names the columns")

  /// How a table is written.
  static let notation: [ParameterDeclaration] = [
    .option("delimiter", .text, default: "found out", "between columns: a letter, tab or space"),
    .option("decimal", .text, default: "found out", "before a number's fraction"),
    .option("thousands", .text, default: "none", "between a number's thousands"),
    .option(
      "encoding", .choice(["utf-8", "utf-16", "windows-1252", "latin-1"]), default: "found out",
      "how bytes stand for letters"),
  ]

  private static let shape = ParameterDeclaration.option(
    "shape", .text, default: "none", "makes an image of each row: 28x28, or 32x32x3 with channels last")

  private static func test(_ other: String) -> ParameterDeclaration {
    .option(
      "test", .text, default: "0.2", "what to test on: a share below 1 (0 trains on all), or \(other)")
  }
}
