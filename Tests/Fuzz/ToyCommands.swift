#if canImport(Language)
  import Language
#endif

/// A small set of commands for fuzzing: words, numbers, paths and a block.
let toyCommands = CommandSet(
  [
    CommandFamily(
      "Toy",
      [
        CommandDeclaration(
          "train",
          [
            Parameter("epochs", .integer(1...1000), otherwise: "10", after: ["epochs"], "how long"),
            Option("rate", .number(above: 0, upTo: 1), default: 1e-3, "how fast"),
            Option("recipe", .choice(["paper", "best"]), otherwise: "none", "how"),
          ], summary: "train", returns: "a number", examples: ["train 5 epochs"]),
        CommandDeclaration(
          "plot data", [Option("title", .text, otherwise: "none", "its title")], summary: "draw", returns: "a figure",
          examples: ["plot data"], output: .figure),
        CommandDeclaration(
          "load csv", [Parameter("file", .path("csv"), "the table")], summary: "load", returns: "a record",
          examples: ["load csv a.csv"]),
        CommandDeclaration(
          "sweep", [Option("runs", .integer(1...100), default: 1, "how many")], summary: "repeat", returns: "a table",
          examples: ["sweep runs=2 { print 1 }"], blockForm: "sweep a in [1, 2] { … }"),
      ] + OwnCommand.all)
  ],
  names: [
    SessionName(name: "data", summary: "the data", fields: ["count"]),
    SessionName(name: "elbo", summary: "a number", fields: []),
  ], nouns: ["plot": ("figure", "figures")])
