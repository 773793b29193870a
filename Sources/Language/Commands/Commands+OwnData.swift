extension Commands {
  static let csv = CommandDeclaration(
    path: ["load", "csv"],
    summary: "load a table of your own: rows of numbers, with or without a column of labels",
    details: """
      Commas, semicolons or tabs between columns are found out, and whether the first row names them. Labels may be any \
      text; classes are sorted, numbers by value. The share to test on is drawn by the session's seed, from each class \
      alike; scaling is measured on the rows to train on. A missing value is an error that names its row and column.
      """,
    parameters: [
      .positional("file", .path(endings: ["csv", "tsv", "txt"]), "the table; other endings are read as well"),
      .option("label", .text, default: "no labels", "the column of labels, by its name or its number from 1"),
      .option(
        "header", .choice(["auto", "true", "false"]), default: "auto", "whether the first row names the columns"),
      .option(
        "scale", .choice(["none", "minmax", "standard"]), default: "none",
        "each column as it is, from 0 to 1, or to mean 0 and deviation 1"),
      test("another table"),
    ],
    returns: "a record of the data: name, count, test, classes, size",
    examples: [
      "load csv flowers.csv label=species scale=standard",
      "load csv \"pendigits.tra\" label=17 scale=minmax test=\"pendigits.tes\"",
    ])

  static let npy = CommandDeclaration(
    path: ["load", "npy"],
    summary: "load NumPy arrays of your own: vectors or images, .npy or .npz",
    details: """
      Shapes: N × D, N × H × W, N × H × W × C or N × C × H × W with 1 or 3 channels (the last where both could be). uint8 \
      stays as stored and stands for 0 to 1; other numbers are taken as they are. In an archive the arrays x_train, \
      y_train, x_test, y_test, or x and y (also data, images; labels, target) are found by name.
      """,
    parameters: [
      .positional("file", .path(endings: ["npy", "npz"]), "the array, or an archive of arrays"),
      .option("labels", .text, default: "found by name", "whole numbers: a .npy file, or an array of the archive"),
      .option("array", .text, default: "found by name", "the examples in an archive"),
      test("another file"),
      .option("testlabels", .text, default: "as labels", "the labels of the other file"),
    ],
    returns: "a record of the data: name, count, test, classes, size",
    examples: [
      "load npy digits.npz", "load npy faces.npy labels=who.npy test=0.1",
      "load npy \"train.npy\" labels=\"train-labels.npy\" test=\"test.npy\" testlabels=\"test-labels.npy\"",
    ])

  static let pictures = CommandDeclaration(
    path: ["load", "images"],
    summary: "load pictures of your own: PNG files in a folder for each class",
    details: """
      Every picture is brought to one square size by the mean of the area each pixel covers; one that is no square is \
      stretched, and what is transparent becomes white. Files of other kinds are passed over and counted. The order and \
      the share to test on are drawn by the session's seed. PNG files directly in the folder have no classes.
      """,
    parameters: [
      .positional("folder", .path(endings: []), "the folder that holds the classes' folders"),
      .option(
        "size", .integer(1...1024), default: "28", unit: "pixels", "width and height that pictures are brought to"),
      .option("channels", .choice(["1", "3"]), default: "1", "1: gray, 3: red, green and blue"),
      test("another folder"),
    ],
    returns: "a record of the data: name, count, test, classes, size, skipped",
    examples: ["load images leaves", "load images \"photos/birds\" size=32 channels=3 test=0.1"])

  private static func test(_ other: String) -> ParameterDeclaration {
    .option("test", .text, default: "0.2", "what to test on: a share between 0 and 1, or \(other)")
  }
}
