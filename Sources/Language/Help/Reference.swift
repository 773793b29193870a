extension CommandSet {
  /// The reference of the language, in Markdown, made from the declarations.
  public var reference: String {
    let parts = [wording.introduction, language] + families.map(section) + [wording.ending].compactMap { $0 }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var language: String {
    let forms = LanguageForms(wording: wording)
    return """
      ## Syntax

      ```
      program   = { statement (newline or ";") }
      statement = "let" NAME "=" (expression | command)
                | "for" NAME "in" expression block | "repeat" expression block
                | "if" expression block [ "else" (block | "if" …) ]
                | "define" NAME { NAME } block
                | "expect" expression [ "," TEXT ]
                | "print" expression { [","] expression }
                | expression | command
      \(repetitions.map { "\($0.padding(to: 9)) = \"\($0)\" { NAME \"in\" expression } { NAME \"=\" argument } block [ \">\" PATH ]\n" }.joined())\
      command   = \((repetitions + ["VERB"]).joined(separator: " | ")) { WORD | literal | NAME | "(" expression ")" | NAME "=" argument } [ ">" PATH ]
      block     = "{" program "}"
      ```

      \(forms.advice) A word that is neither a variable nor a value stands for itself: `color=label`, `dir=data/svhn`.
      A path with spaces stands in quotes.

      \(MarkdownTable(["statement", "what it does", "example"], forms.statements.map { [code($0.form), $0.summary, code($0.example)] }))

      ### Values

      \(MarkdownTable(["", "written", ""], forms.values.map { [$0.name, code($0.written), $0.summary] }))

      ### Functions

      \(MarkdownTable(["function", "its value"], Functions.all.map { [code($0.form), $0.summary] }))

      ### Names of the session

      \(MarkdownTable(["name", "what it is", "fields"], names.map { [code($0.name), $0.summary, $0.fields.map(code).joined(separator: ", ")] }))
      """
  }

  /// The verbs that repeat a block.
  private var repetitions: [String] { all.filter { $0.blockForm != nil }.map(\.name) }

  private func code(_ text: String) -> String { "`\(text)`" }

  private func section(_ family: CommandFamily) -> String {
    (["## " + family.title] + family.commands.map(\.markdown)).joined(separator: "\n\n")
  }
}

extension String {
  fileprivate func padding(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}
