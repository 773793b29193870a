extension Commands {
  static let cells: [CommandDeclaration] = [list, rerun, rerunAll, drop, undo]

  private static let list = CommandDeclaration(
    path: ["cells"],
    summary: "the statements that save notebook would write, each a cell, with the state of its output",
    details: """
      fresh: running the cells from the top gives this output. out of order: the cell ran where the cells above it do not \
      lead, because one was run again or failed halfway. stale: the cell ran in its order, and since then a cell above it \
      was run again and changed the session, or was dropped. rerun all makes every cell fresh. Statements that failed and did \
      nothing are no cells, nor are those about the session itself (help, history, cells, rerun, drop, undo, save notebook).
      """,
    returns: "a table: number, statement, state, time",
    examples: ["cells"])

  private static let rerun = CommandDeclaration(
    path: ["rerun"],
    summary: "run a cell again on the session as it stands",
    details: """
      Its new output takes the place of the old one. Where it fails or is interrupted, the cell is as it was. Nothing is \
      taken back before it runs: train trains on. help cells says what becomes of the other cells.
      """,
    parameters: [.positional("cell", .integer(1...1_000_000), noiseBefore: ["cell"], "which, as in cells")],
    returns: "what the cell gives",
    examples: ["rerun 2"], output: nil)

  private static let rerunAll = CommandDeclaration(
    path: ["rerun", "all"],
    summary: "begin the session again and run all its cells from the top",
    details: """
      As a new session would run the notebook: without data, model, variables and snapshots, settings and seed as at the \
      start. Data is loaded as it is now. Where a cell fails, or at Ctrl-C, session and cells are as they were.
      """,
    returns: "what the cells give",
    examples: ["rerun all"], output: nil)

  private static let drop = CommandDeclaration(
    path: ["drop"],
    summary: "take cells out of what save notebook and save script write",
    details: "The session stays as it is; the numbers of the cells below go down.",
    parameters: [
      .positional(
        "cells", .integers(1...1_000_000), noiseBefore: ["cell", "cells"], "which, as in cells: one, several or a range"
      )
    ],
    returns: "nothing",
    examples: ["drop 2", "drop 1...2"], output: nil)

  private static let undo = CommandDeclaration(
    path: ["undo"],
    summary: "take back the last statement that changed the session",
    details: """
      Data, model, settings, seed, variables and cells are as they were before it; what only looked at them since then is no \
      cell any more. Files that were written stay. undo once more takes the undo back. Only at the prompt and in Jupyter: \
      in a script, snapshot and restore do this.
      """,
    returns: "a text: what was taken back",
    examples: ["undo"], output: nil)
}
