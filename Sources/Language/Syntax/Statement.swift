/// A whole source text, parsed.
public struct Program: Sendable, Equatable {
  /// Its statements in order.
  public var statements: Block
  /// The comments after the last of them.
  public internal(set) var commentsAfter: [String] = []

  /// Creates a program.
  public init(_ statements: Block) {
    self.statements = statements
  }

  /// Compares what the statements say.
  public static func == (left: Program, right: Program) -> Bool { left.statements == right.statements }
}

/// A statement where it stands. Equal when it says the same, wherever it stands.
public struct Statement: Sendable, Equatable {
  /// What the statement is.
  public indirect enum Kind: Sendable, Equatable {
    /// `let a = 1` or `let a = compute accuracy`
    case `let`(Name, Source)
    /// `for k in 0..<3 { … }`
    case `for`(Name, in: Expression, Block)
    /// `repeat 3 { … }`
    case `repeat`(Expression, Block)
    /// `if a { … } else { … }`; `else if` is an else block with one `if`.
    case `if`(Expression, then: Block, else: Block?)
    /// `define probe k { … }`
    case define(Name, parameters: [Name], Block)
    /// `expect a >= 0.95, "message"`
    case expect(Expression, message: Expression?)
    /// `print a b`, `print t > "t.csv"`
    case print([Expression], to: PrintTarget?)
    /// `train 50 epochs`
    case command(Command)
    /// `1 + 2`
    case expression(Expression)
  }

  /// What a `let` takes its value from.
  public enum Source: Sendable, Equatable {
    /// A computation.
    case expression(Expression)
    /// The value of a command.
    case command(Command)
  }

  /// What it is.
  public var kind: Kind
  /// If it is.
  public var range: SourceRange
  /// The comments before it, from `#` on, at the top of a text.
  public internal(set) var commentsBefore: [String] = []
  /// The comment behind it on its last line, at the top of a text.
  public internal(set) var commentBehind: String?

  /// Creates a statement.
  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// Compares what the statements say.
  public static func == (left: Statement, right: Statement) -> Bool { left.kind == right.kind }
}

/// The statements between braces.
public typealias Block = [Statement]

/// A command as written: its verb, its arguments, and where its result goes.
public struct Command: Sendable, Equatable {
  /// The first word.
  public var verb: Name
  /// Everything after it.
  public var arguments: [Argument]
  /// The path after `>`.
  public var output: ArgumentValue?
  /// What `sweep` repeats; nil for every other command.
  public var sweep: Sweep?

  /// Creates a command.
  public init(verb: Name, arguments: [Argument] = [], output: ArgumentValue? = nil) {
    self.verb = verb
    self.arguments = arguments
    self.output = output
  }

  /// If it is.
  public var range: SourceRange {
    (arguments.map(\.range) + (output.map { [$0.range] } ?? [])).reduce(verb.range) { $0.joined($1) }
  }
}

/// Where a printed value goes.
public struct PrintTarget: Sendable, Equatable {
  /// The path after `>`.
  public var path: ArgumentValue
  /// Whether a file that the session did not write is replaced.
  public var force: Bool
}

/// What stands at an argument's place.
public enum ArgumentValue: Sendable, Equatable {
  /// A bare word or path: `label`, `figures/a.svg`. `expression` is what it stands for if it is no literal word:
  /// a variable (`k`) or a computation without spaces (`a.purity`, `k+1`).
  case word(Name, expression: Expression?)
  /// A number, text, list, range, or an expression in parentheses.
  case expression(Expression)

  /// If it is.
  public var range: SourceRange {
    switch self {
    case .word(let word, _): word.range
    case .expression(let expression): expression.range
    }
  }

  /// Whether it can stand for another value than its words.
  var isComputed: Bool { if case .word(_, nil) = self { false } else { true } }

  /// Compares what the arguments say.
  public static func == (left: ArgumentValue, right: ArgumentValue) -> Bool {
    switch (left, right) {
    case (.word(let left, _), .word(let right, _)): left == right
    case (.expression(let left), .expression(let right)): left == right
    default: false
    }
  }
}

/// One argument of a command: alone, or `name=value`.
public struct Argument: Sendable, Equatable {
  /// The name before `=`, if there is one.
  public var name: Name?
  /// The value.
  public var value: ArgumentValue

  /// Creates an argument.
  public init(name: Name? = nil, _ value: ArgumentValue) {
    self.name = name
    self.value = value
  }

  /// If it is, name included.
  public var range: SourceRange { name.map { $0.range.joined(value.range) } ?? value.range }
}

/// What `sweep` repeats: `lambda in [0, 1.5] components in [8, 10] { … }`.
public struct Sweep: Sendable, Equatable {
  /// One setting and its values.
  public struct Axis: Sendable, Equatable {
    /// The variable that has the value in the block.
    public var name: Name
    /// The values: a list or a range.
    public var values: Expression

    /// Creates an axis.
    public init(name: Name, values: Expression) {
      self.name = name
      self.values = values
    }
  }

  /// The settings; every combination of their values is run.
  public var axes: [Axis]
  /// What is run for each.
  public var body: Block

  /// Creates a sweep.
  public init(axes: [Axis], body: Block) {
    self.axes = axes
    self.body = body
  }
}

extension Block {
  /// Every word in the statements that could name something: verbs, variables, bare words, and the literal parts of texts.
  var words: [String] { flatMap(\.kind.words) }
}

extension Statement.Kind {
  fileprivate var words: [String] {
    switch self {
    case .let(let name, .expression(let value)): [name.text] + value.words
    case .let(let name, .command(let command)): [name.text] + command.words
    case .for(let name, in: let values, let body): [name.text] + values.words + body.words
    case .repeat(let count, let body): count.words + body.words
    case .if(let condition, let then, let other): condition.words + then.words + (other?.words ?? [])
    case .define(let name, let parameters, let body): [name.text] + parameters.map(\.text) + body.words
    case .expect(let condition, let message): condition.words + (message?.words ?? [])
    case .print(let values, let target): values.flatMap(\.words) + (target?.path.words ?? [])
    case .command(let command): command.words
    case .expression(let value): value.words
    }
  }
}

extension Command {
  fileprivate var words: [String] {
    let arguments = arguments.flatMap(\.value.words) + (output?.words ?? [])
    return [verb.text] + arguments + (sweep.map { $0.axes.flatMap(\.values.words) + $0.body.words } ?? [])
  }
}

extension ArgumentValue {
  fileprivate var words: [String] {
    switch self {
    case .word(let word, let expression): [word.text] + (expression?.words ?? [])
    case .expression(let expression): expression.words
    }
  }
}

extension Expression {
  fileprivate var words: [String] {
    let own: [String] =
      switch kind {
      case .name(let name): [name]
      case .text(let parts): parts.compactMap { if case .literal(let text) = $0 { text } else { nil } }
      default: []
      }
    return own + children.flatMap(\.words)
  }
}
