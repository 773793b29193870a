import Language
import TestSupport

/// Makes random programs, the same ones for the same seed.
struct Generator: CustomStringConvertible {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed) }

  /// How to have the same programs again.
  var description: String { "\(generator)" }

  mutating func next() -> UInt64 { generator.next() }

  mutating func number(below bound: Int) -> Int { generator.number(below: bound) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { generator.pick(elements) }

  mutating func some<Element>(_ range: ClosedRange<Int>, _ make: (inout Generator) -> Element) -> [Element] {
    (0..<range.lowerBound + number(below: range.count)).map { _ in make(&self) }
  }

  static let nowhere = SourceRange(0, 0)

  mutating func program() -> Program { Program(block(depth: 3)) }

  private mutating func block(depth: Int) -> Block { some(0...4) { $0.statement(depth: depth) } }

  private mutating func name() -> Name { Name(pick(["a", "b2", "k", "größe", "my_train", "x"]), at: Self.nowhere) }

  private mutating func statement(depth: Int) -> Statement {
    let kind: Statement.Kind
    switch number(below: depth > 0 ? 12 : 5) {
    case 0: kind = .let(name(), .expression(expression(depth: 3)))
    case 1: kind = .let(name(), .command(command()))
    case 2: kind = .expect(expression(depth: 3), message: number(below: 2) == 0 ? nil : text(depth: 1))
    case 3: kind = .print(some(1...3) { $0.expression(depth: 3) }, to: nil)
    case 4: kind = .command(command())
    case 5: kind = .for(name(), in: expression(depth: 2), block(depth: depth - 1))
    case 6: kind = .repeat(expression(depth: 2), block(depth: depth - 1))
    case 7:
      let other = number(below: 2) == 0 ? nil : block(depth: depth - 1)
      kind = .if(expression(depth: 3), then: block(depth: depth - 1), else: other)
    case 8:
      let parameters = ["p", "q", "r"].prefix(number(below: 4)).map { Name($0, at: Self.nowhere) }
      kind = .define(Name("probe", at: Self.nowhere), parameters: parameters, block(depth: depth - 1))
    case 9: kind = .command(sweep(depth: depth - 1))
    case 10: kind = .let(name(), .command(sweep(depth: depth - 1)))
    default: kind = .expression(expression(depth: 3))
    }
    return Statement(kind, at: Self.nowhere)
  }

  private mutating func sweep(depth: Int) -> Command {
    var command = command()
    command.verb = Name("sweep", at: Self.nowhere)
    command.arguments = some(0...2) { $0.argument() }.filter { $0.name != nil }
    let names = ["p", "q", "größe"].prefix(number(below: 4)).map { Name($0, at: Self.nowhere) }
    command.sweep = Sweep(
      axes: names.map { Sweep.Axis(name: $0, values: expression(depth: 2)) }, body: block(depth: depth))
    return command
  }

  private mutating func command() -> Command {
    let verb = Name(pick(["train", "plot", "sample", "load", "model", "help"]), at: Self.nowhere)
    let output = number(below: 3) == 0 ? argument(pick(["figures/a.svg", "../b.png"])) : nil
    return Command(verb: verb, arguments: some(0...4) { $0.argument() }, output: output)
  }

  private mutating func argument() -> Argument {
    let name = number(below: 2) == 0 ? nil : Name(pick(["rate", "color", "batch"]), at: Self.nowhere)
    let word = pick(["latents", "mnist-fc", "a/b.gmv", "~/x", "true", "a.purity", "k+1", "3d.gmv", "for", "größe"])
    return Argument(name: name, number(below: 2) == 0 ? argument(word) : .expression(expression(depth: 2)))
  }

  private func argument(_ word: String) -> ArgumentValue {
    .word(Name(word, at: Self.nowhere), expression: nil)
  }
}

extension Generator {
  mutating func expression(depth: Int) -> Expression {
    let kind: Expression.Kind
    switch number(below: depth > 0 ? 12 : 3) {
    case 0:
      kind = .number(
        pick([0, 1, 12, 0.5, 1e-4, 1e21, 1.0 / 3, 123_456_789, .leastNonzeroMagnitude, 1.7976931348623157e308]))
    case 1: kind = .name(pick(["a", "k", "elbo", "train", "probe", "größe"]))
    case 2: kind = .boolean(number(below: 2) == 0)
    case 3: return text(depth: depth)
    case 4: kind = .list(some(0...3) { $0.expression(depth: depth - 1) })
    case 5:
      let (lower, upper) = (expression(depth: depth - 1), expression(depth: depth - 1))
      kind = .range(lower, upper, includesUpper: number(below: 2) == 0)
    case 6: kind = .unary(pick(UnaryOperator.allCases), expression(depth: depth - 1))
    case 7:
      kind = .call(Name(pick(["max", "std"]), at: Self.nowhere), some(0...3) { $0.expression(depth: depth - 1) })
    case 8: kind = .field(expression(depth: depth - 1), Name(pick(["purity", "e1", "for"]), at: Self.nowhere))
    case 9: kind = .index(expression(depth: depth - 1), expression(depth: depth - 1))
    default:
      let (left, right) = (expression(depth: depth - 1), expression(depth: depth - 1))
      kind = .binary(pick(BinaryOperator.allCases), left, right)
    }
    return Expression(kind, at: Self.nowhere)
  }

  /// A text in the parser's form: no empty literal, no two literals side by side.
  private mutating func text(depth: Int) -> Expression {
    var parts = [TextPart]()
    for _ in 0..<number(below: 3) {
      if number(below: 2) == 0, depth > 0 { parts.append(.expression(expression(depth: depth - 1))) }
      let isAfterLiteral = if case .literal? = parts.last { true } else { false }
      if !isAfterLiteral { parts.append(.literal(pick(["a b", "\"", "\\", "\n\t", "é # {", "\\(x)", "\r"]))) }
    }
    return Expression(.text(parts), at: Self.nowhere)
  }
}
