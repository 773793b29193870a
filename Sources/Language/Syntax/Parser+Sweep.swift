extension Parser {
  /// `VERB NAME in EXPRESSION … OPTION=VALUE … { … } > PATH`; `form` shows how it is written.
  mutating func repeatedBlock(form: String) throws(Diagnostic) -> Command {
    var command = Command(verb: Name(source.text(in: token.range), at: token.range))
    advance()
    let axes = try sweepAxes(form: form)
    while !token.endsStatement, !token.isSymbol("{"), !token.isSymbol(">") {
      if !take(",") { command.arguments.append(try argument()) }
    }
    guard token.isSymbol("{") else {
      throw error(
        "expected '{' and the statements to repeat, not \(token.text)", at: token.range,
        hint: "write it like this: \(form)")
    }
    command.sweep = Sweep(axes: axes, body: try block())
    if token.isSymbol(">") { command.output = try outputPath() }
    return command
  }

  private mutating func sweepAxes(form: String) throws(Diagnostic) -> [Sweep.Axis] {
    var axes: [Sweep.Axis] = []
    while case .word = token.kind, following.isWord("in") {
      let name = try newName("the name of a setting", example: form)
      guard !axes.contains(where: { $0.name == name }) else {
        throw error("'\(name.text)' is named twice", at: name.range, hint: "give all its values in one list")
      }
      advance()
      axes.append(Sweep.Axis(name: name, values: try expression()))
      _ = take(",")
    }
    return axes
  }
}
