extension Parser {
  private static let sweepExample = "sweep lambda in [0, 1.5] runs=5 { model; train 60 epochs lambda=lambda }"

  /// `sweep NAME in EXPRESSION … OPTION=VALUE … { … } > PATH`
  mutating func sweep() throws(Diagnostic) -> Command {
    var command = Command(verb: Name("sweep", at: token.range))
    advance()
    let axes = try sweepAxes()
    while !token.endsStatement, !token.isSymbol("{"), !token.isSymbol(">") {
      if !take(",") { command.arguments.append(try argument()) }
    }
    guard token.isSymbol("{") else {
      throw error(
        "expected '{' and the statements to repeat, not \(token.text)", at: token.range,
        hint: "write it like this: \(Self.sweepExample)")
    }
    command.sweep = Sweep(axes: axes, body: try block())
    if token.isSymbol(">") { command.output = try outputPath() }
    return command
  }

  private mutating func sweepAxes() throws(Diagnostic) -> [Sweep.Axis] {
    var axes: [Sweep.Axis] = []
    while case .word = token.kind, following.isWord("in") {
      let name = try newName("the name of a setting", example: Self.sweepExample)
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
