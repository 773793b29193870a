/// The help texts, made from the command declarations.
public enum Help {
  /// Every topic there is help on.
  public static let topics: [String] =
    Commands.verbs + Commands.all.map(\.name).filter { $0.contains(" ") } + ["language", "functions"]

  /// The help on a topic, or the list of commands where it is empty; nil where there is no such topic.
  public static func text(topic: String) -> String? {
    let words = topic.split(separator: " ").map { Spelling.canonical(String($0)) }
    if words.isEmpty { return overview }
    if words == ["language"] || words.count == 1 && Reserved.words.contains(words[0]) { return language }
    if words == ["functions"] || words.count == 1 && Functions.named(words[0]) != nil { return functions }
    let exact = Commands.all.filter { $0.path == words || $0.aliases.contains(words) }
    let forms = words.count == 1 ? Commands.all.filter { $0.path.contains(words[0]) } : []
    if let declaration = exact.first ?? (forms.count == 1 ? forms.first : nil) { return declaration.helpText }
    return forms.isEmpty ? nil : columns(forms.map { ($0.name, $0.summary) }) + "\n\nhelp \(forms[0].name) explains one"
  }

  /// Every command by family.
  private static var overview: String {
    let families = Commands.families.map { family in
      family.title + "\n" + columns(family.commands.map { ($0.name, $0.summary) })
    }
    let language = [
      ("let for repeat if", "variables, loops and conditions: help language"),
      ("define expect print", "commands of your own, expectations, values"),
      ("min max mean round …", "functions: help functions"),
    ]
    return
      (families + [
        "Language\n" + columns(language), "help train explains train; > path.png after a figure names its file",
      ])
      .joined(separator: "\n\n")
  }

  private static var functions: String { columns(Functions.all.map { ($0.form, $0.summary) }) }

  /// Lines of a term and its explanation, the explanations below one another.
  static func columns(_ rows: [(String, String)], indent: Int = 2) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { term, explanation in
      let gap = String(repeating: " ", count: width - term.count + 2)
      return String(repeating: " ", count: indent) + (explanation.isEmpty ? term : term + gap + explanation)
    }.joined(separator: "\n")
  }

  private static let language = """
    let a = compute accuracy       a variable: the value of a command or of an expression
    a.purity  list[0]              a field of a record; an element of a list, counted from 0
    for k in 0..<8 { … }           once for each number of a range, or each element of a list
    repeat 3 { … }                 so many times
    if a > 1 { … } else { … }      one or the other
    define probe k { … }           a command of your own: probe 3
    expect a.purity >= 0.95        stops a script where it does not hold
    print "purity \\(a.purity)"     shows values; an expression alone does the same

    numbers  12, 0.5, 1e-4         texts    "in quotes"          lists  [1, 2, 3]
    ranges   0...9, 0..<10         logic    and, or, not, in     math   + - * / % **
    compare  == != < <= > >=       comment  # to the end of the line

    A new line or ; separates statements; an open bracket continues the line. An argument with
    spaces or comparisons in it stands in parentheses: train (2 * n) epochs. help functions
    lists the functions.
    """
}
