/// The help texts, made from the command declarations.
public enum Help {
  /// The width of its lines where nothing limits it.
  public static let widest = 96
}

extension CommandSet {
  /// Every topic there is help on.
  public var topics: [String] { verbs + all.map(\.name).filter { $0.contains(" ") } + ["language", "functions"] }

  /// The help on a topic, or the list of commands where it is empty, in lines of at most `width` characters; nil if
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
