/// The reference page of the language, in Markdown, made from the declarations.
public enum Reference {
  /// The whole page.
  public static let markdown =
    ([introduction, language] + Commands.families.map(section) + [process]).joined(separator: "\n\n") + "\n"

  private static let introduction = """
    # The command language

    One language at the prompt, in scripts, after `-c` and in notebooks: the same text gives the same result.

    <!-- Made by: gmvae help --markdown -->
    """

  private static let language = """
    ## Syntax

    ```
    program   = { statement (newline or ";") }
    statement = "let" NAME "=" (expression | command)
              | "for" NAME "in" expression block | "repeat" expression block
              | "if" expression block [ "else" (block | "if" …) ]
              | "define" NAME { NAME } block
              | "expect" expression [ "," TEXT ]
              | "print" expression { [","] expression }
              | expression | command
    sweep     = "sweep" { NAME "in" expression } { NAME "=" argument } block [ ">" PATH ]
    command   = sweep | VERB { WORD | literal | NAME | "(" expression ")" | NAME "=" argument } [ ">" PATH ]
    block     = "{" program "}"
    ```

    \(LanguageForms.advice) A word that is neither a variable nor a value stands for itself: `color=label`, `dir=data/svhn`.
    A path with spaces stands in quotes.

    \(MarkdownTable(["statement", "what it does", "example"], LanguageForms.statements.map { [code($0.form), $0.summary, code($0.example)] }))

    ### Values

    \(MarkdownTable(["", "written", ""], LanguageForms.values.map { [$0.name, code($0.written), $0.summary] }))

    ### Functions

    \(MarkdownTable(["function", "its value"], Functions.all.map { [code($0.form), $0.summary] }))

    ### Names of the session

    \(MarkdownTable(["name", "what it is", "fields"], SessionName.all.map { [code($0.name), $0.summary, $0.fields.map(code).joined(separator: ", ")] }))
    """

  private static func code(_ text: String) -> String { "`\(text)`" }

  private static func section(_ family: CommandFamily) -> String {
    (["## " + family.title] + family.commands.map(\.markdown)).joined(separator: "\n\n")
  }

  private static let process = """
    ## The program

    `gmvae` opens the prompt, `gmvae -c TEXT` runs a text, `gmvae run FILE [name=value …]` a script whose `let` statements the
    values replace; `gmvae help TOPIC` explains a command. Results go to standard output, progress and errors to standard
    error. A text is checked as a whole before anything of it runs, and stops at its first error.

    \(MarkdownTable(["exit status", "meaning"], statuses.map { [code($0.0), $0.1] }))

    At the prompt a command and its second word may be shortened as long as no other begins like that: `tr 5 epochs`,
    `desc data`. The statements of `~/.config/gmvae/init.gmv` (or below `XDG_CONFIG_HOME`) run before the first prompt, unless
    `--no-init` is given. Ctrl-C clears the line, or stops a command and keeps what it has done; Ctrl-D and `quit` end.

    With `--safe` no statement reads or writes a file outside of the working folder, the folders in which data sets are looked
    for, and the folders given by `--allow`. No statement starts another program or opens a connection, with `--safe` or without; the runs of a sweep are
    processes of `gmvae` itself, confined as the one that starts them. The program's own files stay where they are all the same: the
    history of the prompt, and what a session saves by itself.

    Training saves itself from time to time (`set autosave`), and when the session ends by an error, by a signal or with its terminal,
    in a file of that session's own below `~/.local/state/gmvae` (or `XDG_STATE_HOME`). The next prompt offers to go on from the files of
    sessions that are no more; `save model` takes away the one it came from. Of sessions that ended by themselves the last one's
    file is kept.

    A file that the session did not write, or that somebody changed since, is replaced with `force=true` only; it keeps its
    permissions.
    """

  private static let statuses = [
    ("0", "everything ran"), ("1", "a command failed, or an expectation did not hold"),
    ("2", "the text does not parse or check; nothing of it was run"), ("64", "wrong flags or arguments"),
    ("130", "interrupted by Ctrl-C"),
  ]
}
