extension CommandSet {
  /// The reference of the language, in Markdown, made from the declarations.
  public var reference: String {
    let parts =
      [wording.introduction, language] + families.map(section) + groupSections + [wording.ending].compactMap { $0 }
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
      Put a path with spaces in quotes.

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

  /// What commands share, told once.
  private var groupSections: [String] {
    var told: Set<String> = []
    return all.flatMap(\.optionGroups).filter { told.insert($0.name).inserted }.map { group in
      // Some commands take only a part of them.
      let options = all.map { $0.parameters.filter { $0.group?.name == group.name } }.max { $0.count < $1.count } ?? []
      let rows = options.map { $0.row(term: "`\($0.name)=`") }
      let title = group.name.prefix(1).uppercased() + group.name.dropFirst()
      return "## \(title)\n\n\(group.details)\n\n\(MarkdownTable(ParameterDeclaration.head, rows))"
    }
  }

  private func section(_ family: CommandFamily) -> String {
    (["## " + family.title] + family.commands.map(\.markdown)).joined(separator: "\n\n")
  }
}

extension String {
  fileprivate func padding(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}

extension CommandDeclaration {
  /// The command's part of the reference page.
  var markdown: String {
    let parts: [String?] = [
      "### \(name)", "```\n\(usage)\n```", sentence(summary), details?.paragraphs.joined(separator: "\n\n"),
      parameterTable, facts,
      "```\n" + examples.joined(separator: "\n") + "\n```",
      listing.isEmpty ? nil : "```python\n" + listing.joined(separator: "\n") + "\n```",
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n")
  }

  private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

  private var parameterTable: String? {
    let own = parameters.filter { $0.group == nil }
    let groups = optionGroups.map { group in
      "Takes the [\(group.name)](#\(group.name.split(separator: " ").joined(separator: "-")))."
    }
    let rows = own.map { $0.row(term: "`\(term(for: $0))`") }
    let parts = (own.isEmpty ? [] : ["\(MarkdownTable(ParameterDeclaration.head, rows))"]) + groups
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  private var facts: String {
    var lines = ["Returns \(returns)."]
    let needed = needs.map(\.text)
    if !needed.isEmpty { lines.insert("Needs \(needed.joined(separator: " and ")).", at: 0) }
    if !aliases.isEmpty {
      lines.append("Also written " + aliases.map { "`\($0.joined(separator: " "))`" }.joined(separator: ", ") + ".")
    }
    if let output {
      lines.append(
        "After `>` a path may follow that ends in \(output.endings.map { "." + $0 }.joined(separator: ", ")).")
    }
    if output != nil || writesFile {
      lines.append("`force=true` replaces a file that the session did not write.")
    }
    return lines.joined(separator: " ")
  }
}

extension String {
  /// The text's lines, each of which is a paragraph.
  var paragraphs: [String] { split(separator: "\n").map(String.init) }
}

extension ParameterDeclaration {
  fileprivate static let head = ["parameter", "what it is", "takes", "default"]

  /// Its line in a table.
  fileprivate func row(term: String) -> [String] {
    let unit = unit.map { " (\($0))" } ?? ""
    return [term, summary, kind.text + unit, defaultText ?? (isRequired ? "must be given" : "none")]
  }
}

/// A table in Markdown.
struct MarkdownTable: CustomStringConvertible {
  private let head: [String]
  private let rows: [[String]]

  init(_ head: [String], _ rows: [[String]]) {
    self.head = head
    self.rows = rows
  }

  var description: String {
    let rule = [String](repeating: "---", count: head.count)
    return ([head, rule] + rows).map { "| " + $0.map(Self.escaped).joined(separator: " | ") + " |" }.joined(
      separator: "\n")
  }

  private static func escaped(_ cell: String) -> String {
    cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
