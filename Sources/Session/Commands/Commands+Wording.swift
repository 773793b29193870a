import Language

extension Commands {
  /// What help and the reference say beside the commands.
  static let wording: Wording = {
    var wording = Wording()
    wording.advice = "help train explains train; > path.png after a figure names its file"
    wording.introduction = introduction
    wording.ending = ending
    wording.measured = ("compute accuracy", "purity", "0.95")
    wording.counted = ("train", "epochs")
    return wording
  }()

  private static let introduction = """
    # The command language

    One language at the prompt, in scripts, after `-c` and in notebooks: the same text gives the same result.

    <!-- Made by: gmvae help --markdown -->
    """

  /// How the program is started, below the reference.
  static let ending = """
    ## The program

    `gmvae` opens the prompt, `gmvae -c TEXT` runs a text, `gmvae run FILE [name=value …]` a script whose `let` statements the
    values replace; `gmvae help TOPIC` explains a command. Results go to standard output, progress and errors to standard
    error. A text is checked as a whole before anything of it runs, and stops at its first error.

    | exit status | meaning |
    | --- | --- |
    \(statuses.map { "| `\($0.0)` | \($0.1) |" }.joined(separator: "\n"))

    At the prompt a command and its second word may be shortened as long as no other begins like that: `tr 5 epochs`,
    `desc data`. The statements of `~/.config/gmvae/init.gmv` (or below `XDG_CONFIG_HOME`) run before the first prompt, unless
    `--no-init` is given. Ctrl-C clears the line, or stops a command and keeps what it has done; Ctrl-D and `quit` end.

    With `--safe` no statement reads or writes a file outside of the working folder, the folders in which data sets are looked
    for, and the folders given by `--allow`. No statement starts another program or opens a connection, with `--safe` or \
    without; the runs of a sweep are
    processes of `gmvae` itself, confined as the one that starts them. The program's own files stay where they are all the same: the
    history of the prompt, and what a session saves by itself.

    Training is saved from time to time (`set autosave`), and when the session ends by an error, by a signal or with its \
    terminal. Each session has a file of its own below `~/.local/state/gmvae` (or `XDG_STATE_HOME`). The next prompt \
    offers to resume from the files of sessions that have ended; `save model` removes the file it came from. Of sessions \
    that ended normally, the last one's file is kept.

    A file that the session did not write, or that somebody changed since, is replaced with `force=true` only; it keeps its
    permissions.
    """

  private static let statuses = [
    ("0", "everything ran"), ("1", "a command failed, or an expectation did not hold"),
    ("2", "the text does not parse or check; nothing of it was run"), ("64", "wrong flags or arguments"),
    ("130", "interrupted by Ctrl-C"),
  ]
}
