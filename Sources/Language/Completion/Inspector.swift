/// Explains what stands at the cursor.
public struct Inspector {
  let interpreter: Interpreter

  /// An inspector that knows the host's names and the interpreter's variables.
  public init(interpreter: Interpreter) { self.interpreter = interpreter }

  /// What is known of the word at `cursor`, a UTF-8 offset into `line`: the help on a command or on one of its options, a
  /// function, or a variable's value; nil if the word means nothing.
  public func text(of line: String, cursor: Int) -> String? {
    let end = Self.wordEnd(in: Array(line.utf8), from: cursor)
    let place = CompletionPlace(line: line, cursor: end)
    guard !place.isInText else { return nil }
    let written = place.words.first == "let" && place.words.count > 2 ? place.dropping(3) : place
    let statement =
      written.words.isEmpty
      ? [place.word] : written.writingOut(interpreter.commands, definitions: []).words + [place.word]
    return value(of: place.word).flatMap { written.words.isEmpty ? $0 : nil }
      ?? option(of: statement, place) ?? form(statement) ?? value(of: place.word) ?? function(place.word)
      ?? command(statement)
  }

  private static func wordEnd(in bytes: [UInt8], from cursor: Int) -> Int {
    var end = min(max(cursor, 0), bytes.count)
    while end < bytes.count, bytes[end] >= 0x80 || bytes[end].isWordPart { end += 1 }
    return end
  }

  private func option(of statement: [String], _ place: CompletionPlace) -> String? {
    guard let declaration = Completer.declaration(statement, in: interpreter.commands.beginning(with: statement[0])),
      let parameter = declaration.parameterOrForce(named: Spelling.canonical(place.option ?? place.word))
    else { return nil }
    let rows = TextWrap(width: interpreter.lineWidth).columns(declaration.helpRows(parameter))
    return declaration.usage + "\n\n" + rows
  }

  /// The help on a command that its first two words name.
  private func form(_ statement: [String]) -> String? {
    guard statement.count > 1, interpreter.commands.all.contains(where: { $0.path == Array(statement.prefix(2)) })
    else {
      return nil
    }
    return help(statement.prefix(2).joined(separator: " "))
  }

  private func command(_ statement: [String]) -> String? {
    if let definition = interpreter.definitions[statement[0]] {
      return (["define", definition.name] + definition.parameters).joined(separator: " ")
    }
    return help(statement[0])
  }

  private func function(_ word: String) -> String? {
    Functions.named(word).map { $0.form + "\n  " + $0.summary }
  }

  private func value(of word: String) -> String? {
    guard let value = interpreter.part(word) else { return nil }
    return "\(word): \(value.kindName)\n  \(value.text)"
  }

  private func help(_ topic: String) -> String? {
    topic.isEmpty ? nil : interpreter.commands.help(on: topic, width: interpreter.lineWidth)
  }
}

extension Interpreter {
  /// What a variable or one of its parts is, such as `s.results[0].purity`; nil if there is no such thing, or the text says
  /// something else.
  func part(_ text: String) -> Value? {
    let source = SourceText(name: "", text: text)
    var parser = Parser(source, .none, definitions: [])
    guard let expression = try? parser.expression(), parser.token.kind == .end, expression.isPart else { return nil }
    return try? Evaluator(source: source, commands: .none, value: { self.value(of: $0) }, names: { [] }).evaluate(
      expression)
  }
}

extension Expression {
  fileprivate var isPart: Bool {
    switch kind {
    case .name: true
    case .field(let base, _): base.isPart
    case .index(let base, let index): base.isPart && index.isWrittenValue
    default: false
    }
  }
}

extension Value {
  /// The names of a record's fields or a table's columns.
  var fieldNames: [String] {
    switch self {
    case .record(let record): record.fields.map(\.name)
    case .table(let table): table.columns.map(\.name)
    default: []
    }
  }
}

extension UInt8 {
  /// Whether it is an ASCII letter or digit, or a sign that may stand inside of a word.
  fileprivate var isWordPart: Bool {
    (0x61...0x7A).contains(self | 0x20) || (0x30...0x39).contains(self) || self == UInt8(ascii: "_")
  }
}
