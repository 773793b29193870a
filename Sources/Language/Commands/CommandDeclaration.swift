/// Something that declares a command.
public protocol Declared: Sendable {
  /// How it is written and explained.
  var declaration: CommandDeclaration { get }
}

/// Everything there is to know about one form of a command. Binding, checks, help, completion and messages come from it.
public struct CommandDeclaration: Declared {
  /// Itself.
  public var declaration: CommandDeclaration { self }

  /// The words that name it: `["plot", "latents"]`.
  public var path: [String]
  /// Other words for the same command: `[["accuracy"]]`.
  public var aliases: [[String]]
  /// What it does, in one line.
  public var summary: String
  /// More, in a few sentences.
  public var details: String?
  /// Its parameters, the positional ones in their order.
  public var parameters: [ParameterDeclaration]
  /// What it needs before it can run, in the order help tells it.
  public var needs: [Need]
  /// What others need that is there after it ran.
  public var makes: [Need]
  /// What it returns, for help.
  public var returns: String
  /// Statements that show its use; the tests bind each of them.
  public var examples: [String]
  /// Lines of a Python program that use what it gives, shown as they are.
  public var listing: [String]
  /// What it can write to the path after `>`; tables by default, nil if no path may follow.
  public var output: OutputKind?
  /// Whether it writes the file that its parameter names, so that `force=true` may follow.
  public var writesFile: Bool
  /// How it is written where it repeats a block of statements; nil if it takes none.
  public var blockForm: String?
  /// Whether it looks at the session or ends it, and does nothing that could be done again.
  public var isAboutSession: Bool

  /// Declares a command by its name, such as `plot latents`, and the keys of its parameters.
  public init(
    _ name: String, also aliases: [String] = [], _ keys: [any Key] = [], summary: String, details: String? = nil,
    needs: [Need] = [], makes: [Need] = [], returns: String, examples: [String], listing: [String] = [],
    output: OutputKind? = .table, writesFile: Bool = false, blockForm: String? = nil, isAboutSession: Bool = false
  ) {
    path = Self.words(name)
    self.aliases = aliases.map(Self.words)
    self.summary = summary
    self.details = details
    parameters = keys.map(\.declaration)
    self.needs = needs
    self.makes = makes
    self.returns = returns
    self.examples = examples
    self.listing = listing
    self.output = output
    self.writesFile = writesFile
    self.blockForm = blockForm
    self.isAboutSession = isAboutSession
  }

  private static func words(_ name: String) -> [String] { name.split(separator: " ").map(String.init) }

  /// Its name as written: `plot latents`.
  public var name: String { path.joined(separator: " ") }

  /// The parameters that a positional one's number can be instead, by the word after it.
  func units(of parameter: ParameterDeclaration) -> [ParameterDeclaration] {
    parameters.filter { $0.insteadOf == parameter.name }
  }

  /// The parameter of that name, or nil.
  public func parameter(named name: String) -> ParameterDeclaration? {
    parameters.first { $0.name == name }
  }
}
