extension Commands {
  static let data = CommandFamily(
    title: "Data",
    commands: [
      CommandDeclaration(
        path: ["load", "arcs"],
        summary: "load the five arcs, points in the plane made on the spot",
        details: """
          Points scattered around five arcs, labeled by arc: count of them for training, and a fifth as many for testing. \
          The same seed gives the same points.
          """,
        parameters: [
          .option("count", .integer(100...10_000_000), default: "10000", "how many points for training"),
          .option("seed", .seed, default: "the session's", "the seed they are drawn with"),
        ],
        returns: dataRecord,
        examples: ["load arcs", "load arcs count=2000 seed=7"]),
      images("mnist", "the handwritten digits of MNIST, 28 by 28 pixels"),
      images("fashion", "the garments of Fashion-MNIST, 28 by 28 pixels"),
      svhn,
      csv,
      npy,
      idx,
      h5ad,
      pictures,
      CommandDeclaration(
        path: ["describe", "data"],
        summary: "what the data holds: the columns of a table, or the examples of each class",
        details: """
          For each column of a table: what it holds, mean, standard deviation and range of its training rows in its own \
          unit, the share of missing values, and what was done to it.
          """,
        parameters: [
          .option(
            "by", .choice(["column", "class"]), default: "class, or column for a table without labels",
            "what the rows of the answer are")
        ],
        needs: [.data], returns: "a table", examples: ["describe data", "describe data by=column"]),
    ])

  private static let dataRecord = "a record of the data: name, count, test, classes, size"

  private static func images(_ name: String, _ what: String) -> CommandDeclaration {
    CommandDeclaration(
      path: ["load", name],
      summary: "load " + what,
      details: """
        Reads the four idx files, plain or gzip, from the first folder that has them: GMVAE_DATA, data in the working \
        folder, the user's data folder. Scripts/fetch-data \(name) downloads them.
        """,
      parameters: [.option("dir", .path(endings: []), "the folder the files are in")],
      returns: dataRecord,
      examples: ["load \(name)", "load \(name) dir=data/\(name)"])
  }

  private static let svhn = CommandDeclaration(
    path: ["load", "svhn"],
    summary: "load the street view house numbers, 32 by 32 pixels in color",
    details: """
      Reads train_32x32.mat and test_32x32.mat, MATLAB version 5 files, from the first folder svhn that has them: in \
      GMVAE_DATA, in data in the working folder, in the user's data folder. Scripts/fetch-data svhn downloads them.
      """,
    parameters: [
      .option("dir", .path(endings: []), "the folder the files are in"),
      .option("extra", .flag, default: "false", "train on the 531,131 easier images of extra_32x32.mat as well"),
    ],
    returns: "a record of the data: count, classes, dimension",
    examples: ["load svhn", "load svhn dir=data/svhn extra=true"])

  static func describe(_ topic: String, _ summary: String, needs: Set<Need>) -> CommandDeclaration {
    CommandDeclaration(
      path: ["describe", topic], summary: summary, needs: needs, returns: "a table", examples: ["describe \(topic)"])
  }

  static let share = ParameterDeclaration.option(
    "on", .choice(["test", "train"]), default: "test", "which examples: those for testing or those for training")
}
