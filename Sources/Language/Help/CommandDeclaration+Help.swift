extension CommandDeclaration {
  /// How the command is written, on one line: `train EPOCHS epochs [rate=] [batch=]`.
  public var usage: String { usageParts.joined(separator: " ") }

  private var usageParts: [String] {
    let words = parameters.filter(\.isPositional).map { parameter in
      let word = ([term(for: parameter)] + units(of: parameter).map(\.name)).joined(separator: "|")
      return parameter.isRequired ? word : "[\(word)]"
    }
    let options = parameters.filter { !$0.isPositional && $0.insteadOf == nil }.map { "[\($0.name)=]" }
    return [name] + words + options + (output == nil ? [] : ["[> PATH]"])
  }

  /// Everything about the command, as help shows it.
  func help(_ wrap: TextWrap) -> String {
    let form = wrap.lines(usageParts, indent: 0, hanging: 4).joined(separator: "\n")
    let sections = [
      form + "\n" + wrap.paragraph(summary, indent: 2),
      details.map { $0.paragraphs.map { wrap.paragraph($0, indent: 2) }.joined(separator: "\n\n") },
      parameters.isEmpty ? nil : wrap.columns(parameters.flatMap(helpRows)),
      wrap.columns(facts),
      "  examples\n" + examples.map { "    " + $0 }.joined(separator: "\n"),
      listing.isEmpty ? nil : "  from Python\n" + listing.map { "    " + $0 }.joined(separator: "\n"),
    ]
    return sections.compactMap { $0 }.joined(separator: "\n\n")
  }

  private var facts: [(String, String)] {
    var rows = [(String, String)]()
    if !aliases.isEmpty { rows.append(("also", aliases.map { $0.joined(separator: " ") }.joined(separator: ", "))) }
    let needed = needs.map(\.text)
    if !needed.isEmpty { rows.append(("needs", needed.joined(separator: ", "))) }
    rows.append(("returns", returns))
    if let output {
      let endings = output.endings.map { "." + $0 }.joined(separator: ", ")
      rows.append(("> PATH", "writes it there; the ending picks the format: \(endings)"))
    }
    if output != nil || writesFile { rows.append(("force=true", "replaces a file that is not this session's")) }
    return rows
  }
}

extension CommandDeclaration {
  /// What help says about a parameter: what it is, then what it takes.
  func helpRows(_ parameter: ParameterDeclaration) -> [(String, String)] {
    let unit = parameter.unit.map { " (\($0))" } ?? ""
    let fallback = parameter.defaultText.map { "; default: \($0)" } ?? ""
    return [(term(for: parameter), parameter.summary), ("", parameter.kind.text + unit + fallback)]
  }

  /// How a parameter is written: `COMPONENT`, `rate=`, or `N steps` where words tell which number it is.
  func term(for parameter: ParameterDeclaration) -> String {
    let hasUnits = parameter.insteadOf != nil || !units(of: parameter).isEmpty
    if hasUnits { return ["N", parameter.noiseAfter.last ?? parameter.name].joined(separator: " ") }
    guard parameter.isPositional else { return parameter.name + "=" }
    return ([parameter.name.uppercased()] + parameter.noiseAfter.suffix(1)).joined(separator: " ")
  }
}
