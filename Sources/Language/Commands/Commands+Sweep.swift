extension Commands {
  static let sweep = CommandDeclaration(
    path: ["sweep"],
    summary: "repeat a block over settings and seeds, several runs side by side",
    details: """
      Every combination of the settings' values is run with the same seeds, each run in a process of its own that loads the \
      session's data, has the variables and definitions that the block uses, and ends with a model. The folder keeps for each run \
      its script, what it showed (.log) and its model, named for all that the result depends on. Given again, after an interruption \
      or with more values or runs, a sweep makes only the runs that are missing; with another block, start or data it makes all. A \
      run that fails is a row with its error, the others go on, and the exit status is 1. elbo is the mean over the last epoch of \
      training, test_elbo that of the test examples after it. Compares runs by the test metrics and names the one with the best ELBO \
      in training, which no label chose. plot accuracy runs=(s.trainings) draws the runs of let s = sweep … with their bands, where the block \
      trains with metrics=1.
      """,
    parameters: [
      .option(
        "runs", .integer(1...10_000), default: "1", "how many seeds for each setting, from the session's seed on"),
      .option(
        "processes", .integer(1...1024), default: "the threads",
        "how many runs at the same time; they share the threads"),
      .option("folder", .path(endings: []), default: "sweeps/ and the settings' names", "where the runs are kept"),
    ],
    needs: [.data],
    returns:
      "a record: results (mean ± sd of each setting), runs (a row each), trainings, and best, the model with the best ELBO",
    examples: [
      "sweep runs=2 { model components=4 hidden=5; train 1 epoch }",
      "let s = sweep lambda in [0, 1.5] runs=2 { model; train 1 epoch lambda=lambda metrics=1 }",
      "sweep components in [4, 8] rate in [1e-3] { model components=components; train 1 epoch rate=rate } > \"runs.csv\"",
    ], writesFile: true)
}
