import Language

/// What stands between two lines `---` at the beginning of a notebook.
///
///     ---
///     title: A tour
///     parameters:
///       epochs: 20
///     seed: 7
///     ---
///
/// A value is a number, `true`, `false`, a text, a list or a range as in the command language, else the words as they
/// stand. Other keys are left alone.
public struct FrontMatter: Sendable {
  /// One name with its value.
  public struct Entry: Sendable {
    /// The name.
    public let name: Name
    /// The value.
    public let value: Expression
    /// The value as it is written, a text without its quotes.
    public let words: String
  }

  /// The notebook's title.
  public internal(set) var title: Entry?
  /// The variables that can be set when it is run, with what they are otherwise.
  public internal(set) var parameters: [Entry] = []
  /// The seed that everything random starts from.
  public internal(set) var seed: Entry?
  /// How many threads compute.
  public internal(set) var threads: Entry?

  /// Reads the front matter of a notebook, whatever its cells are.
  public init(of notebook: Notebook, named name: String, _ commands: CommandSet = .none) throws(Diagnostics) {
    let text = String(decoding: notebook.head, as: UTF8.self)
    self = try FrontMatterParser.parse(SourceText(name: name, text: text), commands, length: text.utf8.count)
  }

  /// That of a notebook without any.
  public static let none = FrontMatter()

  init() {}

  /// The statements that stand for it before the first cell; without those for `leftOut`, which something else has set.
  public func statements(leavingOut leftOut: Set<String> = []) -> [Statement] {
    let settings = [threads, seed].compactMap { $0 }.filter { !leftOut.contains($0.name.text) }.map { entry in
      Statement(
        .command(Command(verb: entry.name, arguments: [Argument(.expression(entry.value))])), at: entry.range)
    }
    let variables = parameters.map { Statement(.let($0.name, .expression($0.value)), at: $0.range) }
    return settings + variables
  }
}

extension FrontMatter.Entry {
  fileprivate var range: SourceRange { name.range.joined(value.range) }
}
