extension Commands {
  static let history = CommandDeclaration(
    path: ["history"],
    summary: "the statements of this session, with their numbers",
    parameters: [.positional("n", .integer(1...1_000_000), isRequired: false, default: "all", "how many of the last")],
    returns: "a table: number, statement, outcome",
    examples: ["history", "history 10"])

  static let saveScript = CommandDeclaration(
    path: ["save", "script"],
    summary: "write the statements of this session that worked as a script",
    details: """
      Run in a new session, it gives the same values: seed and threads stand at its head, and each loading of data is \
      followed by an expectation that the data is the same. Variables set on the command line become lets, scripts that were \
      sourced are written out. Training that was interrupted, or that went by the clock, becomes training for as many steps.
      """,
    parameters: [.positional("file", .path(endings: ["gmv"]), "where to")],
    returns: "a record: path, bytes",
    examples: ["save script \"session.gmv\""],
    writesFile: true)
}
