/// What performs commands and knows the session's names.
public protocol CommandHost: AnyObject {
  /// Performs a command.
  ///
  /// Throws `CommandError` for what the user can put right, `Unfinished` where a part was done; any other error is shown by
  /// its description.
  func perform(_ call: Call) throws -> Outcome

  /// What can be said.
  var commands: CommandSet { get }

  /// What the person has set.
  var settings: Settings { get }

  /// The value of a session name's first part (`data`, `model`, `elbo`), or nil if it has none now.
  func value(named name: String) -> Value?

  /// Every name the session can have, whether or not it has a value now: `data.count`, `model.components`, `elbo`.
  /// A name whose first part is not among these is an error before a script runs.
  var names: [String] { get }

  /// Words to offer for a parameter, such as the numbers of the components or the files that begin with `word`.
  func candidates(for kind: ParameterKind, word: String) -> [String]

  /// Tells the state of the session from others: the same only where every command does the same.
  var mark: String { get }

  /// Seconds since some fixed moment, on a clock that nobody sets.
  var now: Double { get }

  /// Begins the session again, as if nothing had been performed. What it returns puts everything back as it was.
  func beginAgain() -> () -> Void

  /// Keeps the session as it is now, for `undo`. What it returns puts that back; it throws `CommandError` if that could not
  /// be kept.
  func keep() -> () throws -> Void

  /// A statement that holds only where what was loaded is what it was; nil if nothing is.
  var expectation: String? { get }

  /// The text of a script for `source`. Throws `CommandError` if it cannot be read.
  func readScript(_ path: String) throws -> String

  /// Writes a value to a path whose ending names a format of tables. Throws `CommandError` for what the user can put right.
  func write(_ value: Value, to path: String, force: Bool) throws

  /// A figure that a command gave just now, to be shown beside its path; nil if it is not at hand.
  func figure(of record: Record) -> ShownFigure?
}

extension CommandHost {
  /// No figure is at hand.
  public func figure(of record: Record) -> ShownFigure? { nil }

  /// There is nowhere to write.
  public func write(_ value: Value, to path: String, force: Bool) throws {
    throw CommandError("no files can be written here")
  }

  /// The names that the set of commands lists.
  public var names: [String] { commands.names.flatMap(\.written) }

  /// There is nothing to expect.
  public var expectation: String? { nil }

  /// No time passes.
  public var now: Double { 0 }

  /// Nothing that is performed changes anything.
  public var mark: String { "" }

  /// There is nothing to keep.
  public func keep() -> () throws -> Void { {} }

  /// There is nothing to begin again.
  public func beginAgain() -> () -> Void { {} }
}

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
