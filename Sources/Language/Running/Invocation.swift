/// A command with its arguments bound and checked, ready to be performed.
public struct Invocation: Sendable {
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

  /// For `sweep`: what is repeated.
  public var sweep: SweepPlan?
  /// For `history` and `cells`: what was run before.
  public var journal: Table?
  /// For `save script`: the lines that do it again.
  public var script: [String] = []
  /// For `save notebook`: the same as cells, with what they showed.
  public var cells: [JournalCell] = []
  /// For `save notebook`: the variables set from outside, with their values as one writes them.
  public var parameters: [(name: String, literal: String)] = []

  /// The statement as written.
  public var text: String { source.text(in: range) }

  /// The command's name: `plot latents`.
  public var name: String { declaration.name }

  /// The whole number given for a parameter, or nil where it was not given.
  public func integer(_ name: String) -> Int? { arguments[name]?.wholeNumber }

  /// The whole number of 64 bits given for a parameter, or nil where it was not given.
  public func seed(_ name: String) -> UInt64? { arguments[name]?.seed }

  /// The number given for a parameter, or nil where it was not given.
  public func number(_ name: String) -> Double? {
    if case .number(let number)? = arguments[name] { number } else { nil }
  }

  /// The text, word or path given for a parameter, or nil where it was not given.
  public func text(_ name: String) -> String? {
    if case .text(let text)? = arguments[name] { text } else { nil }
  }

  /// True or false as given for a parameter, or nil where it was not given.
  public func boolean(_ name: String) -> Bool? {
    if case .boolean(let boolean)? = arguments[name] { boolean } else { nil }
  }

  /// The values given for a parameter: those of a list, or the one value alone; nil where it was not given.
  public func values(_ name: String) -> [Value]? {
    switch arguments[name] {
    case nil: nil
    case .list(let values)?: values
    case let value?: [value]
    }
  }

  /// The whole numbers given for a parameter, one or several; nil where it was not given.
  public func integers(_ name: String) -> [Int]? { values(name)?.compactMap(\.wholeNumber) }

  /// The numbers given for a parameter, one or several; nil where it was not given.
  public func numbers(_ name: String) -> [Double]? {
    values(name)?.compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  /// The words given for a parameter, one or several; nil where it was not given.
  public func words(_ name: String) -> [String]? {
    values(name)?.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The records given for a parameter, one or several; nil where it was not given.
  public func records(_ name: String) -> [Record]? {
    values(name)?.compactMap { if case .record(let record) = $0 { record } else { nil } }
  }
}
