/// Reads formulas as LaTeX writes them and makes MathML of them, which browsers set without a program. It knows what formulas of
/// papers are made of: scripts, fractions, roots, fences, accents, alphabets, matrices and cases. A command that it does not
/// know is shown as it is written.
struct MathReader {
  /// Atoms in atoms beyond so many are not read; no formula of a person has them.
  private static let deepest = 100
  private let text: [Character]
  private var place = 0
  private var depth = 0

  private init(_ text: String) { self.text = Array(text) }

  /// A formula; in a line of its own if it is a display.
  static func element(_ text: String, isDisplay: Bool) -> Element {
    var reader = MathReader(text)
    var content: [Content] = []
    while reader.place < reader.text.count {
      content += reader.row(until: [])
      // What ends something that nothing began is left out.
      reader.place += 1
    }
    return Element("math", isDisplay ? [("display", "block")] : [], [.element("mrow", [], content)])
  }

  private var next: Character? { place < text.count ? text[place] : nil }

  private mutating func skipSpace() { while let next, next.isWhitespace { place += 1 } }

  /// Atoms up to one of the ends, which is not read, or to the end of the text.
  private mutating func row(until ends: Set<String>) -> [Content] {
    var row: [Content] = []
    while true {
      skipSpace()
      guard let next, next != "}", !ends.contains(String(next)), !ends.contains(peekedCommand) else { return row }
      row.append(scripted())
    }
  }

  /// The command that stands here, with its backslash; empty if none does.
  private var peekedCommand: String {
    guard next == "\\" else { return "" }
    let letters = text[(place + 1)...].prefix { $0.isASCII && $0.isLetter }
    return "\\" + (letters.isEmpty ? String(text[(place + 1)...].prefix(1)) : String(letters))
  }

  /// An atom with what stands below and above it.
  private mutating func scripted() -> Content {
    let (base, hasLimits) = atom()
    var below: Content?, above: Content?
    while true {
      skipSpace()
      if next == "_", below == nil {
        place += 1
        below = argument()
      } else if next == "^", above == nil {
        place += 1
        above = argument()
      } else if next == "'", above == nil {
        let primes = text[place...].prefix { $0 == "'" }.count
        place += primes
        above = .element("mo", [], [.text(String(repeating: "′", count: primes))])
      } else {
        break
      }
    }
    switch (below, above) {
    case (nil, nil): return base
    case (let below?, nil): return .element(hasLimits ? "munder" : "msub", [], [base, below])
    case (nil, let above?): return .element(hasLimits ? "mover" : "msup", [], [base, above])
    case (let below?, let above?): return .element(hasLimits ? "munderover" : "msubsup", [], [base, below, above])
    }
  }

  /// What a command applies to: a group, or one atom.
  private mutating func argument() -> Content {
    skipSpace()
    return next == nil || next == "}" ? .element("mrow") : atom().content
  }

  private mutating func group() -> Content {
    place += 1
    let content = row(until: [])
    if next == "}" { place += 1 }
    return content.count == 1 ? content[0] : .element("mrow", [], content)
  }

  private mutating func atom() -> (content: Content, hasLimits: Bool) {
    guard let first = next, depth < Self.deepest else {
      place = text.count
      return (.element("mrow"), false)
    }
    depth += 1
    defer { depth -= 1 }
    if first == "{" { return (group(), false) }
    if first == "\\" { return command() }
    if first.isNumber {
      let digits = text[place...].prefix { $0.isNumber || $0 == "." }
      let number = digits.last == "." ? digits.dropLast() : digits
      place += number.count
      return (.element("mn", [], [.text(String(number))]), false)
    }
    place += 1
    if first.isLetter { return (.element("mi", [], [.text(String(first))]), false) }
    if first == "~" { return (Self.space("0.33em"), false) }
    return (.element("mo", [], [.text(first == "-" ? "−" : first == "*" ? "∗" : String(first))]), false)
  }

  static func space(_ width: String) -> Content { .element("mspace", [("width", width)]) }
}

// MARK: Commands

extension MathReader {
  private mutating func command() -> (content: Content, hasLimits: Bool) {
    let written = peekedCommand, name = String(written.dropFirst())
    place += max(1, written.count)
    if let symbol = MathSymbols.letters[name] { return (.element("mi", [], [.text(symbol)]), false) }
    if let symbol = MathSymbols.operators[name] { return (.element("mo", [], [.text(symbol)]), false) }
    if let symbol = MathSymbols.large[name] { return (.element("mo", [], [.text(symbol)]), name != "int") }
    if let width = MathSymbols.spaces[name] { return (Self.space(width), false) }
    if let function = MathSymbols.functions[name] {
      return (
        .element("mo", [("movablelimits", "true"), ("rspace", "0.17em")], [.text(function.words)]), function.hasLimits
      )
    }
    if let sign = MathSymbols.accents[name] {
      let base = argument(), isBelow = name == "underline"
      return (
        .element(
          isBelow ? "munder" : "mover", isBelow ? [] : [("accent", "true")], [base, .element("mo", [], [.text(sign)])]),
        false
      )
    }
    if let alphabet = MathAlphabet(rawValue: name) { return (styled(alphabet), false) }
    return (structure(name) ?? .element("mtext", [], [.text(written)]), false)
  }

  /// What is made of parts; nil for a command that is not known.
  private mutating func structure(_ name: String) -> Content? {
    switch name {
    case "frac", "tfrac", "dfrac":
      let above = argument()
      return .element("mfrac", [], [above, argument()])
    case "binom":
      let above = argument(), below = argument()
      let pair = Content.element("mfrac", [("linethickness", "0")], [above, below])
      return .element("mrow", [], [Self.fence("("), pair, Self.fence(")")])
    case "sqrt": return root()
    case "left": return fenced()
    case "text", "mathrm", "operatorname", "textrm", "mbox", "mathit", "textbf", "mathsf", "mathtt":
      return .element(
        name.hasPrefix("text") || name == "mbox" ? "mtext" : "mi", [("mathvariant", "normal")], [.text(words())])
    case "begin": return environment()
    case "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle", "limits",
      "nonumber":
      return .element("mrow")
    case "right", "end", "": return .element("mrow")
    default: return nil
    }
  }

  private mutating func root() -> Content {
    skipSpace()
    guard next == "[" else { return .element("msqrt", [], [argument()]) }
    place += 1
    let degree = row(until: ["]"])
    if next == "]" { place += 1 }
    let base = argument()
    return .element("mroot", [], [base, .element("mrow", [], degree)])
  }

  private static func fence(_ sign: String) -> Content {
    sign.isEmpty ? .element("mrow") : .element("mo", [("fence", "true"), ("stretchy", "true")], [.text(sign)])
  }

  /// `\left( … \right)`.
  private mutating func fenced() -> Content {
    let opening = delimiter()
    var content = [Self.fence(opening)]
    while true {
      content += row(until: ["\\right", "\\middle"])
      guard peekedCommand == "\\middle" else { break }
      place += 7
      content.append(Self.fence(delimiter()))
    }
    if peekedCommand == "\\right" {
      place += 6
      content.append(Self.fence(delimiter()))
    }
    return .element("mrow", [], content)
  }

  private mutating func delimiter() -> String {
    skipSpace()
    guard let sign = next else { return "" }
    let command = peekedCommand
    place += max(1, command.count)
    let name = String(command.dropFirst())
    return command.isEmpty ? (sign == "." ? "" : String(sign)) : MathSymbols.operators[name] ?? name
  }

  /// The words between braces, as they are.
  private mutating func words() -> String {
    skipSpace()
    guard next == "{" else {
      defer { place += 1 }
      return next.map { String($0) } ?? ""
    }
    let inside = text[(place + 1)...].prefix { $0 != "}" }
    place = min(text.count, place + inside.count + 2)
    return String(inside)
  }

  /// Letters of another alphabet, which Unicode has as letters of their own.
  private mutating func styled(_ alphabet: MathAlphabet) -> Content {
    skipSpace()
    if next == "\\" { return argument() }
    return .element("mi", [("mathvariant", "normal")], [.text(String(words().map(alphabet.letter)))])
  }

  /// A matrix, cases or aligned lines.
  private mutating func environment() -> Content {
    let name = words().replacing("*", with: "")
    if name == "array" { _ = words() }
    var rows: [[Content]] = [[]]
    while next != nil {
      rows[rows.count - 1].append(.element("mtd", [], row(until: ["&", "\\\\", "\\end"])))
      if next == "&" {
        place += 1
      } else if peekedCommand == "\\\\" {
        place += 2
        rows.append([])
      } else {
        break
      }
    }
    if peekedCommand == "\\end" {
      place += 4
      _ = words()
    }
    let isCases = name == "cases", isAligned = name.hasPrefix("align") || name == "split"
    let look: [(String, String?)] =
      isCases ? [("columnalign", "left")] : isAligned ? [("class", "aligned"), ("displaystyle", "true")] : []
    let table = Content.element("mtable", look, rows.map { .element("mtr", [], $0) })
    let (left, right) = MathSymbols.fences[name] ?? ("", "")
    return left.isEmpty && right.isEmpty ? table : .element("mrow", [], [Self.fence(left), table, Self.fence(right)])
  }
}
