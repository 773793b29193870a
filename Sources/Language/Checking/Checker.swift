/// Checks a whole program before anything of it runs: commands, options, literal values, functions and names.
public struct Checker {
  let source: SourceText
  let commands: CommandSet
  /// The first parts of all names there are or will be.
  var names: Set<String>
  /// The parameters of each definition.
  var definitions: [String: [String]]
  /// Whether scripts can bring names that nobody knows yet.
  var isOpen = false
  var errors: [Diagnostic] = []
  /// The names in a stable order, for suggestions.
  var suggestions: [String]

  /// Throws every error found in a program. `names` are the variables and session names, `definitions` the parameters of
  /// the commands defined before.
  public static func check(
    _ program: Program, in source: SourceText, _ commands: CommandSet, names: [String] = [],
    definitions: [String: [String]] = [:]
  ) throws(Diagnostics) {
    let roots = names.map { String($0.prefix { $0 != "." }) }
    var checker = Checker(
      source: source, commands: commands, names: Set(roots), definitions: definitions, suggestions: roots)
    checker.gather(program.statements)
    checker.check(program.statements)
    guard checker.errors.isEmpty else { throw Diagnostics(checker.errors) }
  }

  /// The names that a program sets, wherever it does.
  static func namesSet(in program: Program, _ source: SourceText, _ commands: CommandSet) -> Set<String> {
    var checker = Checker(source: source, commands: commands, names: [], definitions: [:], suggestions: [])
    checker.gather(program.statements)
    return checker.names.union(checker.definitions.keys)
  }

  private mutating func add(_ name: Name) {
    if names.insert(name.text).inserted { suggestions.append(name.text) }
  }

  /// Collects every name the program sets, wherever it does.
  private mutating func gather(_ block: Block) {
    for statement in block {
      switch statement.kind {
      case .let(let name, let value):
        add(name)
        if case .command(let command) = value { gather(command) }
      case .for(let name, in: _, let body):
        add(name)
        gather(body)
      case .repeat(_, let body): gather(body)
      case .if(_, let then, let other):
        gather(then)
        gather(other ?? [])
      case .define(let name, let parameters, let body):
        definitions[name.text] = parameters.map(\.text)
        parameters.forEach { add($0) }
        gather(body)
      case .command(let command): gather(command)
      case .expect, .print, .expression: break
      }
    }
  }

  private mutating func gather(_ command: Command) {
    if command.verb.text == "source" { isOpen = true }
    guard let sweep = command.sweep else { return }
    sweep.axes.forEach { add($0.name) }
    gather(sweep.body)
  }

  private mutating func check(_ block: Block) {
    for statement in block { check(statement) }
  }

  private mutating func check(_ statement: Statement) {
    switch statement.kind {
    case .let(_, .expression(let value)), .repeat(let value, _): check(value)
    case .let(_, .command(let command)), .command(let command): check(command)
    case .for(_, in: let values, _): check(values)
    case .if(let condition, _, _): check(condition)
    case .expect(let condition, let message): ([condition] + (message.map { [$0] } ?? [])).forEach { check($0) }
    case .print(let values, let target):
      values.forEach { check($0) }
      if case .expression(let path)? = target?.path { check(path) }
    case .expression(let value): checkStanding(value)
    case .define: break
    }
    statement.kind.blocks.forEach { check($0) }
  }

  /// Checks an expression that stands alone, where a name can also be a command.
  private mutating func checkStanding(_ value: Expression) {
    guard case .name(let name) = value.kind, !names.contains(name) else { return check(value) }
    if let parameters = definitions[name] { return checkCount(Command(verb: Name(name, at: value.range)), parameters) }
    if isOpen { return }
    let declarations = Declarations(commands: commands, source: source, isSyntax: true)
    errors.append(declarations.unknown(Name(name, at: value.range), names: suggestions + definitions.keys.sorted()))
  }

  mutating func checkCount(_ command: Command, _ parameters: [String]) {
    let source = source
    record { () throws(Diagnostic) in
      try Definition.checkCount(command, parameters, in: source, isSyntax: true)
    }
  }

  /// Runs a check and keeps its error.
  mutating func record(_ check: () throws(Diagnostic) -> Void) {
    do throws(Diagnostic) { try check() } catch { errors.append(error) }
  }
}

extension Statement.Kind {
  /// The blocks inside.
  var blocks: [Block] {
    switch self {
    case .command(let command), .let(_, .command(let command)): command.sweep.map { [$0.body] } ?? []
    case .for(_, in: _, let body), .repeat(_, let body), .define(_, parameters: _, let body): [body]
    case .if(_, let then, let other): [then] + (other.map { [$0] } ?? [])
    default: []
    }
  }
}

extension Checker {
  /// Checks the names and functions of an expression.
  mutating func check(_ expression: Expression) {
    switch expression.kind {
    case .name(let name) where !names.contains(name) && !isOpen:
      let name = Name(name, at: expression.range)
      errors.append(Diagnostic.unknownName(name, commands, in: source, known: suggestions, isSyntax: true))
    case .call(let name, let arguments):
      let evaluator = Evaluator(source: source, commands: commands, value: { _ in nil }, names: { [] }, isSyntax: true)
      record { () throws(Diagnostic) in _ = try evaluator.function(name, arguments) }
    default: break
    }
    expression.children.forEach { check($0) }
  }
}

extension Expression {
  /// The expressions directly inside.
  var children: [Expression] {
    switch kind {
    case .number, .boolean, .name: []
    case .text(let parts): parts.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    case .list(let elements), .call(_, let elements): elements
    case .range(let left, let right, includesUpper: _), .binary(_, let left, let right), .index(let left, let right):
      [left, right]
    case .unary(_, let operand), .field(let operand, _): [operand]
    }
  }
}

extension Checker {
  mutating func check(_ command: Command) {
    if let parameters = definitions[command.verb.text] {
      checkCount(command, parameters)
      return checkExpressions(command.arguments.map(\.value), nil)
    }
    let isKnown = commands.isVerb(command.verb.text)
    if !isKnown, isOpen { return }
    do throws(Diagnostic) {
      let match = try Matcher.match(command, commands, in: source, isSyntax: true)
      let count = errors.count
      if let sweep = command.sweep { check(sweep, at: command.verb) }
      for binding in match.bindings { checkExpressions(binding.values, binding.parameter.kind) }
      checkExpressions(match.output.map { [$0] } ?? [], nil)
      if errors.count == count { checkConstants(match) }
    } catch {
      errors.append(isKnown ? error : unknown(command.verb))
    }
  }

  private mutating func check(_ sweep: Sweep, at verb: Name) {
    sweep.axes.forEach { check($0.values) }
    guard sweep.body.contains(where: \.sweeps) else { return }
    errors.append(
      Diagnostic(
        "a sweep within a sweep", in: source, at: verb.range,
        hint: "name all settings in one: sweep a in [1, 2] b in [3, 4] { … }", isSyntax: true))
  }

  private func unknown(_ verb: Name) -> Diagnostic {
    var error = Declarations(commands: commands, source: source, isSyntax: true).unknown(verb)
    error.suggestion =
      error.suggestion ?? NearestName.of(verb.text, in: definitions.keys.sorted())
    return error
  }

  /// Checks the expressions among arguments; the names in a list of literal words are none.
  private mutating func checkExpressions(_ arguments: [ArgumentValue], _ kind: ParameterKind?) {
    for case .expression(let expression) in arguments {
      if case .choices? = kind, case .list = expression.kind { continue }
      if case .names? = kind { continue }
      check(expression)
    }
  }

  /// Checks the values that are known before anything runs.
  private mutating func checkConstants(_ match: Match) {
    let names = suggestions
    let evaluator = Evaluator(source: source, commands: commands, value: { _ in nil }, names: { names }, isSyntax: true)
    let binder = Binder(evaluator: evaluator, declaration: match.declaration)
    for binding in match.bindings {
      let words = binding.parameter.kind.words
      guard binding.values.allSatisfy({ isConstant($0, words) }) else { continue }
      record { () throws(Diagnostic) in _ = try binder.value(of: binding) }
    }
    guard let output = match.output, isConstant(output, []) else { return }
    record { () throws(Diagnostic) in _ = try binder.path(of: output) }
  }

  /// Whether an argument says its value itself: nothing in it could stand for a variable.
  private func isConstant(_ argument: ArgumentValue, _ words: [String]) -> Bool {
    switch argument {
    case .word(_, nil): true
    case .word(_, let expression?), .expression(let expression): isConstant(expression, words)
    }
  }

  private func isConstant(_ expression: Expression, _ words: [String]) -> Bool {
    if case .name(let name) = expression.kind { return words.contains(name) || !isOpen && !names.contains(name) }
    return expression.children.allSatisfy { isConstant($0, words) }
  }
}

extension Statement {
  /// Whether there is a sweep in it.
  fileprivate var sweeps: Bool {
    switch kind {
    case .command(let command), .let(_, .command(let command)): command.sweep != nil
    default: kind.blocks.contains { $0.contains(where: \.sweeps) }
    }
  }
}
