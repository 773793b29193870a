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

/// What a command can write to the path after `>`.
public enum OutputKind: Sendable {
  /// A figure.
  case figure
  /// A figure, or the examples or counts it shows as rows and columns.
  case examples
  /// Rows and columns.
  case table
  /// Rows and columns that the command writes as they come.
  case rows
  /// A film.
  case film

  private static let pictures = ["png", "svg", "pdf", "eps"]
  private static let tables = ["csv", "tsv", "json", "npz", "parquet"]

  /// The endings of the formats it can be written in.
  public var endings: [String] {
    switch self {
    case .figure: Self.pictures
    case .examples: Self.pictures + Self.tables
    case .table: Self.tables
    case .rows: ["csv", "tsv", "parquet"]
    case .film: ["gif"]
    }
  }
}

/// Options that many commands share. Help tells of them below a command's own, and the reference once for all.
public struct OptionGroup: Sendable {
  /// What stands for all of them in the form of a command; parts of a group have the same name.
  public let name: String
  /// What stands above them in help.
  public let heading: String
  /// What the reference says of them.
  public let details: String

  /// A group, or a part of one.
  public init(_ name: String, heading: String, details: String) {
    self.name = name
    self.heading = heading
    self.details = details
  }
}

/// One parameter of a command.
public struct ParameterDeclaration: Key {
  /// Its name, as in `name=value`.
  public var name: String
  /// What it is, in one line.
  public var summary: String
  /// What it takes.
  public var kind: ParameterKind
  /// The unit of its value, such as `inches`.
  public var unit: String?
  /// The value it has when not given, as help shows it.
  public var defaultText: String?
  /// Whether it may stand without its name, at its place among the words.
  public var isPositional: Bool
  /// Whether the command needs it.
  public var isRequired: Bool
  /// Words that may stand before the value and mean nothing.
  public var noiseBefore: [String]
  /// Words that may stand after the value and mean nothing, as in `train 50 epochs`.
  public var noiseAfter: [String]

  /// The positional parameter whose number it takes where one of its own words follows: in `train 500 steps` the number
  /// is not that of epochs.
  public var insteadOf: String?
  /// The group it belongs to; nil if it is the command's own.
  public var group: OptionGroup?

  /// It is a key by itself where only its value is asked for.
  public var declaration: ParameterDeclaration { self }

  /// The value as it was given.
  public func content(of given: Value?) -> Value? { given }

  /// The same as one of a group.
  public func of(_ group: OptionGroup) -> ParameterDeclaration {
    var declaration = self
    declaration.group = group
    return declaration
  }

  /// An option: `name=value`.
  public static func option(
    _ name: String, _ kind: ParameterKind, default defaultText: String? = nil, unit: String? = nil, _ summary: String
  ) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, summary: summary, kind: kind, unit: unit, defaultText: defaultText, isPositional: false,
      isRequired: false, noiseBefore: [], noiseAfter: [])
  }

  /// The same number in another unit, told by the words after it: `train 500 steps`.
  public static func unit(
    _ name: String, _ kind: ParameterKind, insteadOf positional: String, words: [String], _ summary: String
  ) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, summary: summary, kind: kind, unit: nil, defaultText: nil, isPositional: false, isRequired: false,
      noiseBefore: [], noiseAfter: words, insteadOf: positional)
  }

  /// A word at its place; `isRequired` where the command cannot do without it.
  public static func positional(
    _ name: String, _ kind: ParameterKind, isRequired: Bool = true, default defaultText: String? = nil,
    noiseBefore: [String] = [], noiseAfter: [String] = [], _ summary: String
  ) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, summary: summary, kind: kind, unit: nil, defaultText: defaultText, isPositional: true,
      isRequired: isRequired, noiseBefore: noiseBefore, noiseAfter: noiseAfter)
  }
}
