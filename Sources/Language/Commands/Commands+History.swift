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

  static let saveNotebook = CommandDeclaration(
    path: ["save", "notebook"],
    summary: "write the statements of this session as a notebook, with what they gave",
    details: """
      The statements that worked as cells of a Markdown file, their outputs below them, and figures in a folder beside it: \
      NAME_files for NAME.md. Run anew with gmvae run NAME.md --update, it gives the same; what makes sure of that is as in \
      save script. Each statement is a cell, numbered as cells lists them; outputs that are not fresh there are marked as stale. \
      gmvae render NAME.md makes one page of HTML of it.
      """,
    parameters: [.positional("file", .path(endings: ["md"]), "where to")],
    returns: "a record: path, bytes",
    examples: ["save notebook \"session.md\""],
    writesFile: true)
}
