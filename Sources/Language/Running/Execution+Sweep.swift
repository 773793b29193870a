/// What a sweep repeats, with all that its statements need from the session around them.
public struct SweepPlan: Sendable {
  /// A setting and the values it takes.
  public struct Axis: Sendable {
    /// The variable.
    public let name: String
    /// Its values, each of which can be written.
    public let values: [Value]
  }

  /// The settings.
  public let axes: [Axis]
  /// Statements that set the variables and definitions that the block uses.
  public let preamble: [String]
  /// The statements of the block.
  let lines: [String]
  /// Words that may name files which the block reads; empty if it reads none.
  public let placesRead: [String]
  /// What the block needs from before it, because none of its statements makes it first.
  public let needsBefore: Set<Need>
  let body: Block

  /// Every combination of the settings' values, the last setting changing fastest.
  public var settings: [[Value]] {
    axes.reduce([[]]) { combinations, axis in combinations.flatMap { head in axis.values.map { head + [$0] } } }
  }

  /// The statements of a run with these values of the settings.
  public func script(_ setting: [Value]) -> [String] {
    let values = zip(axes, setting).compactMap { axis, value in value.literal.map { "let \(axis.name) = \($0)" } }
    return preamble + values + lines
  }

  /// The sweep as it would be written with its values.
  var syntax: Sweep {
    let nowhere = SourceRange(0, 0)
    return Sweep(
      axes: axes.map { axis in
        Sweep.Axis(
          name: Name(axis.name, at: nowhere),
          values: Value.list(axis.values).expression ?? Expression(.list([]), at: nowhere))
      }, body: body)
  }
}

extension Execution {
  /// The values of a sweep's settings, with the variables and definitions that its block can use.
  func plan(_ sweep: Sweep?) throws(Diagnostic) -> SweepPlan? {
    guard let sweep else { return nil }
    var axes: [SweepPlan.Axis] = []
    for axis in sweep.axes { axes.append(SweepPlan.Axis(name: axis.name.text, values: try values(of: axis))) }
    let count = axes.reduce(1) { $0 * Double($1.values.count) }
    guard count <= Double(Limits.settings) else { throw tooMany(count, at: sweep.axes.last?.values.range) }
    let names = Set(axes.map(\.name)), used = wordsUsed(by: sweep.body)
    let definitions = interpreter.definitions.values.filter { used.contains($0.name) }
    var variables = interpreter.globals
    for (name, value) in interpreter.locals.last?.all ?? [] { variables[name] = value }
    let needed = variables.all.filter { !names.contains($0.name) && used.contains($0.name) }
    let lets = needed.compactMap { name, value in value.literal.map { "let \(name) = \($0)" } }
    let bodies = [sweep.body] + definitions.map(\.body)
    let places =
      bodies.contains(where: reads)
      ? used.sorted() + needed.flatMap(\.value.texts) + axes.flatMap { $0.values.flatMap(\.texts) } : []
    return SweepPlan(
      axes: axes, preamble: lines(of: definitions) + lets,
      lines: sweep.body.map { interpreter.line($0) }, placesRead: places,
      needsBefore: Set(allNeeds.filter { needs($0, sweep.body, []) ?? false }), body: sweep.body)
  }

  private func tooMany(_ count: Double, at range: SourceRange?) -> Diagnostic {
    evaluator.error(
      "a sweep over \(NumberText.short(count)) settings is too large", at: range ?? SourceRange(0, 0),
      notes: ["a sweep takes at most \(Limits.settings) settings"], hint: "name fewer values")
  }

  /// Every word in a block and in the definitions that it can call. All that the session knows where the block runs a
  /// script, which can use any of it.
  private func wordsUsed(by block: Block) -> Set<String> {
    var used = Set<String>(), waiting = [block]
    while let next = waiting.popLast() {
      for word in next.words where used.insert(word).inserted {
        if let definition = interpreter.definitions[word] { waiting.append(definition.body) }
      }
    }
    guard used.contains("source") else { return used }
    return used.union(interpreter.definitionNames).union(interpreter.allNames)
  }

  /// Whether a block reads files of its own, so that what it does depends on these.
  private func reads(_ block: Block) -> Bool {
    block.contains { statement in
      switch statement.kind {
      case .command(let command), .let(_, .command(let command)):
        let match = try? Matcher.match(command, interpreter.commands, in: source, isSyntax: false)
        let isReading =
          match?.declaration.writesFile == false && match?.bindings.contains { $0.parameter.isPath } == true
        return isReading || command.sweep.map { reads($0.body) } == true
      default: return statement.kind.blocks.contains(where: reads)
      }
    }
  }

  private func values(of axis: Sweep.Axis) throws(Diagnostic) -> [Value] {
    let values: [Value]
    switch try evaluator.evaluate(axis.values) {
    case .list(let list): values = list
    case .range(let range):
      guard range.count <= Limits.settings else { throw tooMany(Double(range.count), at: axis.values.range) }
      values = (0..<range.count).map { .number(range[$0]) }
    case let value:
      throw evaluator.error(
        "a sweep needs a list or a range of values, not \(value.kindName)", at: axis.values.range,
        hint: "write: sweep \(axis.name.text) in [1, 2] { … }")
    }
    guard !values.isEmpty, let odd = values.first(where: { $0.literal == nil }) else {
      if values.isEmpty {
        throw evaluator.error(
          "there are no values to sweep over", at: axis.values.range, hint: "name one value or more, in brackets")
      }
      return values
    }
    throw evaluator.error(
      "a sweep cannot write down \(odd.kindName)", at: axis.values.range, hint: "sweep over numbers, texts or lists")
  }

  /// The definitions as they can be read again: each after those that its body can begin with.
  private func lines(of definitions: [Definition]) -> [String] {
    definitions.sorted { $0.place < $1.place }.map { interpreter.text(of: $0) }
  }

  private var allNeeds: Set<Need> { Set(interpreter.commands.all.flatMap(\.needs)) }

  /// Whether the first statement that has to do with something needs it or makes it; nil if none has.
  private func needs(_ need: Need, _ block: Block, _ callers: Set<String>) -> Bool? {
    for statement in block {
      let needed: Bool? =
        switch statement.kind {
        case .command(let command), .let(_, .command(let command)): needs(need, command, callers)
        case .expression(let value): needs(need, value, callers)
        default: statement.kind.blocks.lazy.compactMap { needs(need, $0, callers) }.first
        }
      if let needed { return needed }
    }
    return nil
  }

  private func needs(_ need: Need, _ value: Expression, _ callers: Set<String>) -> Bool? {
    guard case .name(let name) = value.kind else { return nil }
    return needs(need, Command(verb: Name(name, at: value.range)), callers)
  }

  private func needs(_ need: Need, _ command: Command, _ callers: Set<String>) -> Bool? {
    let verb = command.verb.text
    if let definition = interpreter.definitions[verb] {
      return callers.contains(verb) ? nil : needs(need, definition.body, callers.union([verb]))
    }
    let match = try? Matcher.match(command, interpreter.commands, in: source, isSyntax: false)
    guard let declaration = match?.declaration else { return nil }
    return declaration.makes.contains(need) ? false : declaration.needs.contains(need) ? true : nil
  }
}

extension ParameterDeclaration {
  /// Whether it names a file or folder.
  fileprivate var isPath: Bool { if case .path = kind { true } else { false } }
}

extension Value {
  /// The texts in it.
  fileprivate var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let values): values.flatMap(\.texts)
    default: []
    }
  }
}

/// A script to be run in a process of its own.
public struct ScriptStart: Sendable {
  /// The script's whole path.
  public let script: String
  /// The whole path of the file that gets what it shows.
  public let log: String
  /// The log, open for writing while the script is started.
  public let output: Int32

  /// Names both.
  public init(script: String, log: String, output: Int32) {
    self.script = script
    self.log = log
    self.output = output
  }
}

/// A script that runs in a process of its own.
public protocol ScriptProcess: AnyObject {
  /// How it ended: 0 for well; nil while it runs.
  var exitStatus: Int32? { get }

  /// The most memory that it had, in bytes, once it has ended; nil if that is not known.
  var peakMemory: Int? { get }

  /// Ends it at once.
  func stop()
}
