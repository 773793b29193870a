import Language

/// What people type who come from IPython, a database's prompt, gnuplot or a Unix shell, and what stands for it here.
public enum Habits {
  /// What is done in the place of a text that was typed.
  public enum Reply: Equatable {
    /// This text is run, and its time told if that was asked for.
    case run(String, isTimed: Bool)
    /// A line tells how it is done here.
    case told(String)
    /// A text or table is shown.
    case shown(Value)
    /// A file is shown in the viewer of the desktop.
    case opened(String)
  }

  /// What is done in the place of a text; nil if it is to be run as it is.
  public static func reply(to text: String, in interpreter: Interpreter) -> Reply? {
    guard let answer = answer(to: text, known: interpreter.words) else { return nil }
    switch answer {
    case .run(let text): return .run(text, isTimed: false)
    case .timed(let text): return .run(text, isTimed: true)
    case .told(let line): return .told(line)
    case .opened(let path): return .opened(path)
    case .folder: return .shown(.text(Environment.workingFolder))
    case .variables: return .shown(.table(interpreter.variableTable))
    case .files(let folder):
      let word = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
      return .shown(
        .text(interpreter.host.candidates(for: .path(endings: []), word: word).joined(separator: "\n")))
    case .plotAgain:
      guard let plot = interpreter.lastStatement(beginningWith: "plot") else {
        return .told("no plot was drawn yet: plot latents")
      }
      return .run(plot, isTimed: false)
    }
  }

  /// What a text stands for.
  enum Answer: Equatable {
    /// It is run as this text.
    case run(String)
    /// So is it, and its time is told.
    case timed(String)
    /// How it is done here, in one line.
    case told(String)
    /// A picture is opened in a viewer.
    case opened(String)
    /// The files in a folder are listed.
    case files(String)
    /// The variables are listed.
    case variables
    /// The folder that paths begin in is named.
    case folder
    /// The last statement that drew a plot is run again.
    case plotAgain
  }

  /// The answer to a text; nil if it is to be run as it is. `known` are the words that mean something already.
  static func answer(to text: String, known: Set<String>) -> Answer? {
    let cleaned = withoutPrompts(text)
    if let cell = magicCell(cleaned) { return cell }
    let line = cleaned.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace || $0 == ";" }.reversed()
    if let answer = answer(toLine: String(line), known) { return answer }
    let rest = withLowercaseVerb(withoutSlashes(cleaned), known)
    return rest == text ? nil : .run(rest)
  }

  private static func answer(toLine line: String, _ known: Set<String>) -> Answer? {
    guard let first = line.first, !line.contains(where: \.isNewline) else { return nil }
    if first == "!" {
      return .told("no program is started from here; use another terminal, or Ctrl-Z and then fg to come back")
    }
    if let topic = topic(line, known) { return .run(topic.isEmpty ? "help" : "help " + topic) }
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    if words[0] == "open", words.count > 1, let path = picture(words[1]) { return .opened(path) }
    guard !known.contains(words[0]) else { return nil }
    return answer(toWord: words[0].lowercased(), words.count > 1 ? words[1] : "")
  }

  private static func answer(toWord word: String, _ rest: String) -> Answer? {
    switch word {
    case "%time": rest.isEmpty ? .told("a statement stands after it: %time train 1 epoch") : .timed(rest)
    case "%timeit", "%%timeit":
      .told("set timing on tells the time of each statement; repeat 5 { … } runs one several times")
    case "%matplotlib": .told("figures appear by themselves: plot latents")
    case "%who", "%whos", "who", "whos", "vars": .variables
    case "\\d", "\\dt", "\\d+", ".tables", ".schema", ".table": .run("describe data")
    case "\\q", ".quit", ".exit", ":q", "quit()", "exit()", "logout", "bye": .run("quit")
    case "version", ".version", "%version": .run("doctor")
    case "ls", "dir", "%ls", "ll": .files(rest)
    case "pwd", "%pwd": .folder
    case "cd", "%cd":
      .told("paths begin where gmvae was started: write \(rest.isEmpty ? "DIR" : rest)/file, or start it there")
    case "replot": .plotAgain
    case "clear", "cls", "%clear": .told("Ctrl-L clears the screen; a variable gets another value with let")
    case "del", "rm", "unset", "undef":
      .told("a variable stays until the session ends: give it another value with let \(rest.isEmpty ? "n" : rest) = 0")
    case "alias", "macro", "%alias":
      .told("define makes a command of your own: define t n { train n epochs }, and then t 5")
    default: nil
    }
  }

  /// The path of a picture in what stands behind `open`.
  private static func picture(_ text: String) -> String? {
    let path = text.filter { $0 != "\"" && $0 != "'" }
    return [".png", ".svg", ".pdf", ".eps", ".gif"].contains(where: path.lowercased().hasSuffix) ? path : nil
  }

  /// A whole cell that is to be timed: IPython's `%%time` above it.
  private static func magicCell(_ text: String) -> Answer? {
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard lines.count == 2, lines[0].filter { !$0.isWhitespace } == "%%time" else { return nil }
    return .timed(String(lines[1]))
  }

  /// The topic of a question: `?`, `train?`, `?train`, `help(train)`, `train --help`; nil if a line is none.
  private static func topic(_ line: String, _ known: Set<String>) -> String? {
    if ["?", "??", "\\?", "\\h", ".help", "-h", "--help", "help()"].contains(line) { return "" }
    if line.hasPrefix("?") || line.hasSuffix("?") { return words(line.filter { $0 != "?" }) }
    if line.hasPrefix("help("), line.hasSuffix(")") { return words(String(line.dropFirst(5).dropLast())) }
    if line.hasPrefix("man "), !known.contains("man") { return words(String(line.dropFirst(4))) }
    for end in [" --help", " -h", " -help", " /?"] where line.hasSuffix(end) {
      return words(String(line.dropLast(end.count)))
    }
    return nil
  }

  /// The words of a topic, in the letters that commands have; nil if there is more than words.
  private static func words(_ text: String) -> String? {
    let words = text.lowercased().split { $0 == " " || $0 == "\"" || $0 == "'" }
    guard words.allSatisfy({ $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }) else { return nil }
    return words.joined(separator: " ")
  }

  /// The text without the prompts that were pasted with it.
  private static func withoutPrompts(_ text: String) -> String {
    let prompts = [Prompt.first, Prompt.continuation]
    guard prompts.contains(where: text.contains) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      prompts.first(where: line.hasPrefix).map { String(line.dropFirst($0.count)) } ?? String(line)
    }.joined(separator: "\n")
  }

  /// The text with `#` for the `//` before a comment.
  private static func withoutSlashes(_ text: String) -> String {
    guard text.contains("//") else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.drop(while: \.isWhitespace).hasPrefix("//") { return line.replacing("//", with: "#", maxReplacements: 1) }
      let comment = line.ranges(of: " // ").first { range in
        !line[..<range.lowerBound].contains("#") && line[..<range.lowerBound].count { $0 == "\"" } % 2 == 0
      }
      return comment.map { line.replacingCharacters(in: $0) } ?? line
    }.joined(separator: "\n")
  }

  /// The text with its first word in small letters, if these are a command.
  private static func withLowercaseVerb(_ text: String, _ known: Set<String>) -> String {
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    let word = text[start...].prefix { $0.isLetter }, small = word.lowercased()
    guard small != word, !known.contains(String(word)), known.contains(small) else { return text }
    return text[..<start] + small + text[word.endIndex...]
  }
}

extension Substring {
  /// The line with a `#` for what stands in a range.
  fileprivate func replacingCharacters(in range: Range<Index>) -> Substring {
    Substring(self[..<range.lowerBound] + " # " + self[range.upperBound...])
  }
}
