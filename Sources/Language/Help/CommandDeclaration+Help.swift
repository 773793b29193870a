extension CommandDeclaration {
  /// How the command is written, on one line: `train EPOCHS epochs [rate=] [batch=]`.
  public var usage: String { usageParts.joined(separator: " ") }

  private var usageParts: [String] {
    let words = parameters.filter(\.isPositional).map { parameter in
      let word = ([parameter.name.uppercased()] + parameter.noiseAfter.suffix(1)).joined(separator: " ")
      return parameter.isRequired ? word : "[\(word)]"
    }
    let options = parameters.filter { !$0.isPositional }.map { "[\($0.name)=]" }
    return [name] + words + options + (output == nil ? [] : ["[> PATH]"])
  }

  /// Everything about the command, as help shows it.
  func help(_ wrap: TextWrap) -> String {
    let form = wrap.lines(usageParts, indent: 0, hanging: 4).joined(separator: "\n")
    let sections = [
      form + "\n" + wrap.paragraph(summary, indent: 2),
      details.map { wrap.paragraph($0, indent: 2) },
      parameters.isEmpty ? nil : wrap.columns(parameters.flatMap(\.helpRows)),
      wrap.columns(facts),
      "  examples\n" + examples.map { "    " + $0 }.joined(separator: "\n"),
    ]
    return sections.compactMap { $0 }.joined(separator: "\n\n")
  }

  private var facts: [(String, String)] {
    var rows = [(String, String)]()
    if !aliases.isEmpty { rows.append(("also", aliases.map { $0.joined(separator: " ") }.joined(separator: ", "))) }
    let needed = Need.allCases.filter(needs.contains).map(\.text)
    if !needed.isEmpty { rows.append(("needs", needed.joined(separator: ", "))) }
    rows.append(("returns", returns))
    if let output {
      let endings = output.endings.map { "." + $0 }.joined(separator: ", ")
      rows.append(("> PATH", "writes it there (\(endings)); force=true replaces a file that is not this session's"))
    }
    if writesFile { rows.append(("force=true", "replaces a file that is not this session's")) }
    return rows
  }
}

extension ParameterDeclaration {
  /// What help says about the parameter: what it is, then what it takes.
  fileprivate var helpRows: [(String, String)] {
    let unit = unit.map { " (\($0))" } ?? ""
    let fallback = defaultText.map { "; default: \($0)" } ?? ""
    return [(isPositional ? name.uppercased() : name + "=", summary), ("", kind.text + unit + fallback)]
  }
}
