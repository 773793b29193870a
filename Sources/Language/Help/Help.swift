/// The help texts, made from the command declarations.
public enum Help {
  /// The width of its lines where nothing limits it.
  public static let widest = 96
}

extension CommandSet {
  /// Every topic there is help on.
  public var topics: [String] { verbs + all.map(\.name).filter { $0.contains(" ") } + ["language", "functions"] }

  /// The help on a topic, or the list of commands if it is empty, in lines of at most `width` characters; nil if
  /// there is no such topic.
  public func help(on topic: String, width: Int = Help.widest) -> String? {
    let wrap = TextWrap(width: width)
    let words = topic.split(separator: " ").map { Spelling.canonical(String($0)) }
    if words.isEmpty { return overview(wrap) }
    if words == ["language"] || words.count == 1 && Reserved.words.contains(words[0]) { return language(wrap) }
    if words == ["functions"] || words.count == 1 && Functions.named(words[0]) != nil { return functions(wrap) }
    let exact = all.filter { $0.path == words || $0.aliases.contains(words) }
    let forms = words.count == 1 ? all.filter { $0.path.contains(words[0]) } : []
    if let declaration = exact.first ?? (forms.count == 1 ? forms.first : nil) { return declaration.help(wrap) }
    if forms.isEmpty { return nil }
    return wrap.columns(forms.map { ($0.name, $0.summary) }) + "\n\n"
      + wrap.paragraph("help \(forms[0].name) explains one")
  }

  /// Every command by family.
  private func overview(_ wrap: TextWrap) -> String {
    let sections = families.map { family in
      family.title + "\n" + wrap.columns(family.commands.map { ($0.name, $0.summary) })
    }
    let language = [
      ("let for repeat if", "variables, loops and conditions: help language"),
      ("define expect print", "commands of your own, expectations, values"),
      ("min max mean round …", "functions: help functions"),
    ]
    return (sections + ["Language\n" + wrap.columns(language), wrap.paragraph(wording.advice)]).joined(
      separator: "\n\n")
  }

  private func functions(_ wrap: TextWrap) -> String {
    wrap.columns(Functions.all.map { ($0.form, $0.summary) })
  }

  private func language(_ wrap: TextWrap) -> String {
    let forms = LanguageForms(wording: wording)
    let statements = forms.statements.map { ($0.form, $0.summary) }
    let values = forms.values.map { ($0.name, $0.written + ($0.summary.isEmpty ? "" : "  " + $0.summary)) }
    let advice = forms.advice + " help functions lists the functions."
    return [wrap.columns(statements), wrap.columns(values), wrap.paragraph(advice, indent: 2)]
      .joined(separator: "\n\n")
  }
}

extension CommandDeclaration {
  /// How the command is written, on one line: `train EPOCHS epochs [rate=] [batch=]`.
  public var usage: String { usageParts.joined(separator: " ") }

  private var usageParts: [String] {
    let words = parameters.filter(\.isPositional).map { parameter in
      let word = ([term(for: parameter)] + units(of: parameter).map(\.name)).joined(separator: "|")
      return parameter.isRequired ? word : "[\(word)]"
    }
    let options = ownOptions.map { "[\($0.name)=]" }, groups = optionGroups.map { "[\($0.name.uppercased())]" }
    return [name] + words + options + groups + (output == nil ? [] : ["[> PATH]"])
  }

  private var ownOptions: [ParameterDeclaration] {
    parameters.filter { !$0.isPositional && $0.insteadOf == nil && $0.group == nil }
  }

  /// The groups that its options are of, one for all parts of the same name.
  var optionGroups: [OptionGroup] {
    parameters.compactMap(\.group).reduce(into: []) { groups, group in
      if !groups.contains(where: { $0.name == group.name }) { groups.append(group) }
    }
  }

  /// Its own parameters under no heading, then the parts of groups under theirs.
  private var parts: [(heading: String?, parameters: [ParameterDeclaration])] {
    parameters.reduce(into: []) { parts, parameter in
      let heading = parameter.group?.heading
      if let part = parts.firstIndex(where: { $0.heading == heading }) {
        parts[part].parameters.append(parameter)
      } else {
        parts.append((heading, [parameter]))
      }
    }
  }

  /// Everything about the command, as help shows it.
  func help(_ wrap: TextWrap) -> String {
    let form = wrap.lines(usageParts, indent: 0, hanging: 4).joined(separator: "\n")
    let explained = parts.map { heading, parameters -> String? in
      (heading.map { wrap.paragraph($0, indent: 2) + "\n" } ?? "")
        + wrap.columns(parameters.flatMap(helpRows), indent: heading == nil ? 2 : 4)
    }
    let beginning: [String?] = [
      form + "\n" + wrap.paragraph(summary, indent: 2),
      details.map { $0.paragraphs.map { wrap.paragraph($0, indent: 2) }.joined(separator: "\n\n") },
    ]
    let ending: [String?] = [
      wrap.columns(facts),
      "  examples\n" + examples.map { "    " + $0 }.joined(separator: "\n"),
      listing.isEmpty ? nil : "  from Python\n" + listing.map { "    " + $0 }.joined(separator: "\n"),
    ]
    return (beginning + explained + ending).compactMap { $0 }.joined(separator: "\n\n")
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

/// Text in lines of at most a width.
struct TextWrap {
  /// The most characters of a line; a longer word stands alone in its own.
  let width: Int

  /// Words in lines: the first behind `indent` blanks, the others behind `hanging`.
  func lines(_ words: [String], indent: Int, hanging: Int) -> [String] {
    var lines = [String](), line = blanks(indent), isEmpty = true
    for word in words {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (blanks(hanging), true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// A paragraph behind `indent` blanks.
  func paragraph(_ text: String, indent: Int = 0) -> String {
    lines(text.split(separator: " ").map(String.init), indent: indent, hanging: indent).joined(separator: "\n")
  }

  /// Lines of a term and its explanation, the explanations below one another; where little room is left beside the terms,
  /// below the terms.
  func columns(_ rows: [(String, String)], indent: Int = 2) -> String {
    let longest = rows.map(\.0.count).max() ?? 0
    let isBeside = indent + longest + 2 + 20 <= width
    let place = isBeside ? indent + longest + 2 : indent + 4
    return rows.flatMap { term, explanation in
      var explained = lines(explanation.split(separator: " ").map(String.init), indent: place, hanging: place)
      if explanation.isEmpty { return [blanks(indent) + term] }
      if term.isEmpty { return explained }
      guard isBeside else { return [blanks(indent) + term] + explained }
      explained[0] = blanks(indent) + term + explained[0].dropFirst(indent + term.count)
      return explained
    }.joined(separator: "\n")
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
