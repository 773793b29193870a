extension Completer {
  /// What a statement can begin with, apart from names: an expression alone is rare, and there are many names.
  var statements: [Completion.Candidate] {
    commandVerbs + Reserved.statements.map { Completion.Candidate($0, summary: "part of the language") }
  }

  /// The verbs of all commands, those of `define` included.
  var commandVerbs: [Completion.Candidate] {
    commands.verbs.map { verb in
      let forms = commands.beginning(with: verb)
      let summary = forms.count == 1 ? forms[0].summary : forms.compactMap(\.path.last).joined(separator: ", ")
      return Completion.Candidate(verb, summary: summary)
    } + interpreter.definitionNames.map { Completion.Candidate($0, summary: "defined here") }
  }

  /// Variables with their fields, and the session's names.
  var names: [Completion.Candidate] {
    variables + fields + interpreter.host.names.map { Completion.Candidate($0, suffix: "") }
  }

  /// The variables.
  var variables: [Completion.Candidate] {
    interpreter.variables.map { Completion.Candidate($0.name, summary: $0.value.kindName, suffix: "") }
  }

  /// The fields of the variables that are records: `a.purity`.
  private var fields: [Completion.Candidate] {
    interpreter.variables.flatMap { variable in
      guard case .record(let record) = variable.value else { return [Completion.Candidate]() }
      return record.fields.map { Completion.Candidate("\(variable.name).\($0.name)", suffix: "") }
    }
  }

  /// The functions.
  var functions: [Completion.Candidate] {
    Functions.all.map { Completion.Candidate($0.name, summary: $0.summary, suffix: "(") }
  }
}
