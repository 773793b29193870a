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
    if parameters.isEmpty { return nil }
    let rows = parameters.map { parameter in
      let unit = parameter.unit.map { " (\($0))" } ?? ""
      return [
        "`\(term(for: parameter))`", parameter.summary, parameter.kind.text + unit,
        parameter.defaultText ?? parameter.necessity,
      ]
    }
    return "\(MarkdownTable(["parameter", "what it is", "takes", "default"], rows))"
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
  fileprivate var necessity: String { isRequired ? "must be given" : "none" }
}
