/// A command with its arguments bound and checked, ready to be performed.
public struct Call: Sendable {
  /// The command.
  public var declaration: CommandDeclaration
  /// The values given, by parameter name; defaults are not filled in.
  public var arguments: [String: Value]
  /// The path after `>`.
  public var output: String?
  /// Whether a file that the session did not write may be replaced (`force=true`).
  public var force: Bool
  /// The text the statement is in.
  public var source: SourceText
  /// Where the statement is.
  public var range: SourceRange
  /// Where the command's own words are.
  public var pathRange: SourceRange
  /// Where each argument is, by parameter name; `output` is the path's.
  public var argumentRanges: [String: SourceRange]
  /// What is repeated, by a command that takes a block.
  public var sweep: SweepPlan?
  /// What ran before.
  public let past: Past
  /// The commands there are.
  let commands: CommandSet

  /// What was given for a parameter, or else its default.
  public subscript<Read: Key>(key: Read) -> Read.Content { key.content(of: arguments[key.declaration.name]) }

  /// The statement as written.
  public var text: String { source.text(in: range) }

  /// The command's name: `plot latents`.
  public var name: String { declaration.name }
}

/// What ran before a command, for those that write it down.
public struct Past: Sendable {
  let journal: Journal
  /// The comments after the last cell.
  let comments: JournalCell?
  /// The variables set from outside, with their values as one writes them.
  public let parameters: [(name: String, literal: String)]

  /// The statements as cells, with what they showed.
  public var cells: [JournalCell] { journal.cells + (comments.map { [$0] } ?? []) }

  /// The lines of a script that does again what worked so far.
  public var script: [String] { parameters.map { "let \($0.name) = \($0.literal)" } + journal.script }
}
