/// Writes a program as source text, in one form for each tree: parsing the text gives the tree again.
public struct SyntaxPrinter {
  private var lines: [String] = []
  private var indent = 0
  /// The commands defined so far; an expression that begins with one needs parentheses.
  private var definitions: Set<String>
  private let commands: CommandSet

  private init(_ commands: CommandSet, definitions: [String]) {
    self.commands = commands
    self.definitions = Set(definitions)
  }

  /// The text of a program, one statement a line; `definitions` names commands defined before it.
  public static func print(_ program: Program, _ commands: CommandSet, definitions: [String] = []) -> String {
    var printer = SyntaxPrinter(commands, definitions: definitions)
    printer.append(program.statements)
    return printer.lines.map { $0 + "\n" }.joined()
  }

  private mutating func append(_ block: Block) {
    for statement in block { append(statement) }
  }

  private mutating func add(_ line: String) {
    lines.append(String(repeating: "  ", count: indent) + line)
  }

  private mutating func append(_ statement: Statement) {
    switch statement.kind {
    case .let(let name, .command(let command)): append("let \(name.text) = ", command)
    case .let(let name, .expression(let value)): add("let \(name.text) = \(opening(value))")
    case .for(let name, in: let values, let body): append("for \(name.text) in \(Self.text(values))", body)
    case .repeat(let count, let body): append("repeat \(Self.text(count))", body)
    case .if(let condition, let then, let other): append("if ", condition, then, else: other)
    case .define(let name, let parameters, let body):
      definitions.insert(name.text)
      append((["define", name.text] + parameters.map(\.text)).joined(separator: " "), body)
    case .expect(let condition, let message):
      add("expect \(Self.text(condition))" + (message.map { ", \(Self.text($0))" } ?? ""))
    case .print(let values, let target):
      let path = target.map { " > \(Self.text($0.path))" + ($0.force ? " force=true" : "") } ?? ""
      add("print " + values.map(Self.printed).joined(separator: ", ") + path)
    case .command(let command): append("", command)
    case .expression(let value): add(opening(value))
    }
  }

  private mutating func append(_ head: String, _ body: Block) {
    add(head + " {")
    indent += 1
    append(body)
    indent -= 1
    add("}")
  }

  private mutating func append(_ head: String, _ condition: Expression, _ then: Block, else other: Block?) {
    append(head + Self.text(condition), then)
    guard let other else { return }
    lines.removeLast()
    if other.count == 1, case .if(let condition, let then, let rest) = other[0].kind {
      append("} else if ", condition, then, else: rest)
    } else {
      append("} else", other)
    }
  }

  private mutating func append(_ head: String, _ command: Command) {
    let axes = command.sweep?.axes.map { "\($0.name.text) in \(Self.text($0.values))" } ?? []
    var arguments = command.arguments.map { ($0.name.map { $0.text + "=" } ?? "") + Self.text($0.value) }
    // What reads the text need not know the definition yet, and would take one value less another.
    if definitions.contains(command.verb.text), command.arguments.first?.value.isComputed == true,
      arguments[0].hasPrefix("-")
    {
      arguments[0] = "(\(arguments[0]))"
    }
    let text = head + ([command.verb.text] + axes + arguments).joined(separator: " ")
    if let sweep = command.sweep { append(text, sweep.body) } else { add(text) }
    if let output = command.output { lines[lines.count - 1] += " > " + Self.text(output) }
  }

  /// An expression at the beginning of a statement, in parentheses if it would read as a command.
  private func opening(_ value: Expression) -> String {
    let text = Self.text(value)
    let lexer = Lexer(text)
    guard case .word(let word) = lexer.token(at: 0, newlinesAreSpace: false).kind else { return text }
    let next = lexer.token(at: word.utf8.count, newlinesAreSpace: false)
    let isTight = !next.isSpaced && [".", "(", "["].contains(where: next.isSymbol)
    let isCommand = commands.isVerb(word) || definitions.contains(word)
    return isCommand && !isTight ? "(\(text))" : text
  }
}

extension SyntaxPrinter {
  /// An expression as text, in parentheses where it binds less tightly than `level`.
  static func text(_ expression: Expression, _ level: Precedence = .or) -> String {
    let text = bare(expression)
    return precedence(expression) < level ? "(\(text))" : text
  }

  /// A printed expression: a comparison stands in parentheses, for a path could seem to follow its `>`.
  private static func printed(_ expression: Expression) -> String {
    let text = text(expression)
    return precedence(expression) <= .comparison && text.contains(" > ") ? "(\(text))" : text
  }

  /// An argument as text: what could read as a bare word or end early stands in parentheses.
  static func text(_ argument: ArgumentValue) -> String {
    switch argument {
    case .word(let word, _): word.text
    case .expression(let value): standsAlone(value) ? text(value) : "(\(text(value)))"
    }
  }

  private static func standsAlone(_ value: Expression) -> Bool {
    switch value.kind {
    case .number, .text, .list, .call: true
    case .unary(.minus, let operand): isNumber(operand)
    case .range(let lower, let upper, _): isNumber(lower) && isNumber(upper)
    default: false
    }
  }

  private static func isNumber(_ value: Expression) -> Bool {
    if case .number = value.kind { true } else { false }
  }

  private static func bare(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number): NumberText.exact(number)
    case .text(let parts): "\"" + parts.map(text).joined() + "\""
    case .boolean(let boolean): boolean ? "true" : "false"
    case .name(let name): name
    case .list(let values): "[\(list(values))]"
    case .range(let lower, let upper, let includesUpper):
      text(lower, .sum) + (includesUpper ? "..." : "..<") + text(upper, .sum)
    case .unary(.minus, let operand): "-" + text(operand, .minus)
    case .unary(.not, let operand): "not " + text(operand, .not)
    case .binary(.power, let base, let exponent): text(base, .postfix) + " ** " + text(exponent, .minus)
    case .binary(let binary, let left, let right):
      text(left, binary.precedence == .comparison ? .range : binary.precedence) + " \(binary.rawValue) "
        + text(right, binary.precedence.tighter)
    case .call(let name, let values): "\(name.text)(\(list(values)))"
    case .field(let value, let name): text(value, .postfix) + "." + name.text
    case .index(let value, let index): text(value, .postfix) + "[\(text(index))]"
    }
  }

  private static func list(_ values: [Expression]) -> String {
    values.map { text($0) }.joined(separator: ", ")
  }

  private static func text(_ part: TextPart) -> String {
    switch part {
    case .expression(let expression): return "\\(\(text(expression)))"
    case .literal(let literal): return literal.escapedInQuotes
    }
  }

  private static func precedence(_ expression: Expression) -> Precedence {
    switch expression.kind {
    case .range: .range
    case .unary(.minus, _): .minus
    case .unary(.not, _): .not
    case .binary(let binary, _, _): binary.precedence
    default: .postfix
    }
  }
}

extension Expression {
  /// The expression as one writes it.
  public var written: String { SyntaxPrinter.text(self) }
}
