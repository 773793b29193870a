/// What can be said in a program beside the language itself: the commands, the names of what a session knows, the settings,
/// and the words in which help tells of them.
public final class CommandSet: Sendable {
  /// What the word after a verb names: `plot` takes a figure.
  public typealias Noun = (one: String, many: String)

  /// The families in the order help lists them.
  public let families: [CommandFamily]
  /// What the session knows by name, in the order completion offers it.
  public let names: [SessionName]
  /// Every setting, in the order `show` lists them.
  public let settings: [Setting]
  /// What the second words of a verb are, by verb.
  let nouns: [String: Noun]
  /// What help and the reference say beside the commands.
  let wording: Wording

  /// All commands, family by family.
  public let all: [CommandDeclaration]
  /// The first words of commands, each once, in the order of `all`.
  public let verbs: [String]
  /// The commands that begin with a word, by that word.
  private let byVerb: [String: [CommandDeclaration]]

  /// A set of commands. Their names must be unique.
  public init(
    _ families: [CommandFamily], names: [SessionName] = [], settings: [Setting] = [], nouns: [String: Noun] = [:],
    wording: Wording = Wording()
  ) {
    self.families = families
    self.names = names
    self.settings = settings
    self.nouns = nouns
    self.wording = wording
    all = families.flatMap(\.commands)
    var verbs: [String] = [], byVerb: [String: [CommandDeclaration]] = [:]
    for declaration in all {
      var seen = Set<String>()
      for verb in ([declaration.path] + declaration.aliases).compactMap(\.first) where seen.insert(verb).inserted {
        if byVerb[verb] == nil { verbs.append(verb) }
        byVerb[verb, default: []].append(declaration)
      }
    }
    self.verbs = verbs
    self.byVerb = byVerb
  }

  /// No commands.
  public static let none = CommandSet([])

  /// Whether a command begins with a word.
  public func isVerb(_ word: String) -> Bool { byVerb[word] != nil }

  /// The commands whose path or alias begins with a word.
  public func beginning(with verb: String) -> [CommandDeclaration] { byVerb[verb] ?? [] }

  /// The command of that name: `plot latents`.
  public func named(_ name: String) -> CommandDeclaration? { all.first { $0.name == name } }

  /// What the word after a verb names; nil if there is no word for it.
  func noun(of verb: String) -> Noun? { nouns[verb] }

  /// How a command is written that repeats a block of statements: `sweep`; nil for all others.
  func blockForm(of verb: String) -> String? { byVerb[verb]?.lazy.compactMap(\.blockForm).first }
}

/// What help and the reference say beside the commands themselves, with examples from these.
public struct Wording: Sendable {
  /// The advice below the list of all commands.
  public var advice = "help NAME explains the command NAME"
  /// What stands above the reference.
  public var introduction = "# The command language"
  /// What stands below the reference.
  public var ending: String?
  /// A command whose value has fields, one of these, and a bound for it.
  public var measured = (command: "measure", field: "mean", bound: "0.95")
  /// A command that takes a number, before and after it.
  public var counted = (before: "go", after: "steps")

  /// Words that fit any set of commands.
  public init() {}
}

/// What a command needs before it can run; the host checks it.
public struct Need: Sendable, Hashable {
  /// Its name.
  public let name: String
  /// How help says it.
  public let text: String

  /// Creates a need.
  public init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}

/// Commands that belong together, under one heading in help.
public struct CommandFamily: Sendable {
  /// The heading.
  public var title: String
  /// The commands, in the order help lists them.
  public var commands: [CommandDeclaration]

  /// Creates a family.
  public init(_ title: String, _ commands: [any Declared]) {
    self.title = title
    self.commands = commands.map(\.declaration)
  }
}

/// Something the session knows by name, beside the variables.
public struct SessionName: Sendable {
  /// The name: `data`.
  public let name: String
  /// What it is, in one line.
  public let summary: String
  /// The fields of its record, as in `data.count`; empty if it is a number.
  public let fields: [String]

  /// Creates a name.
  public init(name: String, summary: String, fields: [String]) {
    self.name = name
    self.summary = summary
    self.fields = fields
  }

  /// The name and its fields as they are written: `data`, `data.count`, …
  public var written: [String] { [name] + fields.map { "\(name).\($0)" } }
}
