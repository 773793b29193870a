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
    case .print(let values): values.flatMap(\.words)
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
