/// Parses the command language by recursive descent, in time linear in the length of the text.
public struct Parser {
  /// The levels of nesting allowed, so that no text can exhaust the stack.
  static let deepest = 200
  /// The errors collected before parsing stops.
  private static let mostErrors = 20
  /// What a text can hold, so that none takes all of the memory: this many values, a statement counting as `statementSize`.
  /// A statement takes about 400 bytes, a value 60.
  private static let largest = 2_000_000
  private static let statementSize = 8

  let source: SourceText
  let commands: CommandSet
  let lexer: Lexer
  /// The token to read next.
  var token: Token
  /// The end of the last token read.
  var end = 0
  /// Whether line breaks are white space: inside `(` and `[`.
  var newlinesAreSpace = false
  /// Whether white space ends an expression: in the arguments of a command.
  var isTight = false
  /// Whether `>` and a path with the ending of a table end an expression: what is printed.
  var endsAtPath = false
  /// How deep the statement or expression being read is nested.
  var depth = 0
  /// The height of the expression read last.
  var height = 0
  /// Whether the text was nested too deeply, or is too large, so that reading on makes no sense.
  var isTooDeep = false
  /// How many values and statements were read.
  private var size = 0
  var definitions: Set<String>
  private(set) var errors: [Diagnostic] = []

  init(_ source: SourceText, _ commands: CommandSet, definitions: [String]) {
    self.source = source
    self.commands = commands
    self.definitions = Set(definitions)
    lexer = Lexer(source.text)
    token = lexer.token(at: 0, newlinesAreSpace: false)
  }

  /// Parses a whole text. Throws every error found in it; `definitions` names commands defined before.
  public static func parse(_ source: SourceText, _ commands: CommandSet, definitions: [String] = []) throws(Diagnostics)
    -> Program
  {
    var parser = Parser(source, commands, definitions: definitions)
    let statements = parser.statements(inside: nil)
    guard parser.errors.isEmpty else { throw Diagnostics(parser.errors) }
    var program = Program(statements)
    program.takeComments(from: parser.lexer)
    return program
  }

  /// What stands for itself or by escapes between the quotes of a text literal; nil if that is none, or has values in it.
  static func text(inQuotes literal: String) -> String? {
    let program = try? parse(SourceText(name: "", text: "\"\(literal)\""), .none)
    guard case .expression(let value)? = program?.statements.first?.kind, program?.statements.count == 1,
      case .text(let parts) = value.kind, parts.count <= 1
    else { return nil }
    if case .expression? = parts.first { return nil }
    return parts.map { if case .literal(let text) = $0 { text } else { "" } }.joined()
  }

  /// Whether a text can name a variable.
  public static func isName(_ text: String, _ commands: CommandSet) -> Bool {
    (try? parse(SourceText(name: "", text: "let \(text) = 0"), commands))?.statements.count == 1
      && !text.contains { $0 == "=" || $0.isWhitespace }
  }

  /// Counts a value or a statement that was read.
  mutating func take(size taken: Int) throws(Diagnostic) {
    size += taken
    guard size > Self.largest else { return }
    isTooDeep = true
    throw error(
      "this text is too large", at: token.range,
      notes: ["a text holds at most \(Self.largest / Self.statementSize) statements, or \(Self.largest) values"],
      hint: "repeat statements with for; keep values in a file, and load it")
  }

  /// The statements up to the end of the text, or up to the `}` that closes the brace at `opening`.
  mutating func statements(inside opening: SourceRange?) -> Block {
    var block = Block()
    while canGoOn {
      if token.kind == .separator {
        advance()
      } else if token.kind == .end {
        if let opening { add(error("this '{' is never closed", at: opening, hint: "close it with '}'")) }
        break
      } else if token.isSymbol("}") {
        if opening != nil { break }
        add(error("'}' without '{'", at: token.range, hint: "remove it, or open a block before it"))
        advance()
      } else {
        appendStatement(to: &block)
      }
    }
    return block
  }

  private var canGoOn: Bool { errors.count < Self.mostErrors && !isTooDeep }

  private mutating func add(_ error: Diagnostic) {
    if canGoOn { errors.append(error) }
  }

  private mutating func appendStatement(to block: inout Block) {
    do throws(Diagnostic) {
      try take(size: Self.statementSize)
      let statement = try statement()
      guard token.endsStatement else { throw trailing() }
      block.append(statement)
    } catch {
      if isTooDeep, errors.isEmpty { errors.append(error) }
      add(error)
      recover()
    }
  }

  /// Goes on after an error: to the end of the statement, reading the blocks on the way for their own errors.
  private mutating func recover() {
    newlinesAreSpace = false
    (isTight, endsAtPath) = (false, false)
    retokenize()
    while !token.endsStatement, canGoOn {
      if token.isSymbol("{") {
        _ = try? self.block()
      } else {
        advance()
      }
    }
  }
}

extension Program {
  /// Gives each statement at the top the comments around it; between statements a text holds nothing else but white space
  /// and separators.
  mutating func takeComments(from lexer: Lexer) {
    guard lexer.bytes.contains(UInt8(ascii: "#")) else { return }
    var end = 0
    for index in statements.indices {
      var comments = lexer.comments(in: end..<statements[index].range.lower)
      if index > 0, let first = comments.first, !first.beginsLine {
        statements[index - 1].commentBehind = first.text
        comments.removeFirst()
      }
      statements[index].commentsBefore = comments.map(\.text)
      end = statements[index].range.upper
    }
    var comments = lexer.comments(in: end..<lexer.bytes.count)
    if let last = statements.indices.last, let first = comments.first, !first.beginsLine {
      statements[last].commentBehind = first.text
      comments.removeFirst()
    }
    commentsAfter = comments.map(\.text)
  }
}

extension Lexer {
  /// The comments in a part of the text where nothing else is.
  fileprivate func comments(in range: Range<Int>) -> [(text: String, beginsLine: Bool)] {
    var comments: [(text: String, beginsLine: Bool)] = [], beginsLine = range.lowerBound == 0, place = range.lowerBound
    while place < range.upperBound {
      if bytes[place] == UInt8(ascii: "\n") { beginsLine = true }
      guard bytes[place] == UInt8(ascii: "#") else {
        place += 1
        continue
      }
      let end = bytes[place..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
      let text = String(text(place, end).reversed().drop(while: \.isWhitespace).reversed())
      comments.append((text, beginsLine))
      place = end
    }
    return comments
  }
}

extension Parser {
  /// Whether more lines belong to the text: a bracket or brace is still open. A text in quotes ends with its line.
  public static func isIncomplete(_ text: String) -> Bool {
    var brackets = OpenBrackets()
    brackets.read(text)
    return brackets.areOpen
  }
}

/// The brackets that are open after the lines read so far. Each line is read once, however long the statement.
public struct OpenBrackets {
  /// What closes them, the innermost last.
  private var closing: [String] = []
  /// Whether something can never be right, so that no further line helps.
  private var isWrong = false

  /// None are open before the first line.
  public init() {}

  /// Whether more lines belong to the statement.
  public var areOpen: Bool { !isWrong && !closing.isEmpty }

  /// Reads a line, or several.
  public mutating func read(_ line: String) {
    let lexer = Lexer(line), pairs = ["(": ")", "[": "]", "{": "}"]
    var token = lexer.token(at: 0, newlinesAreSpace: true)
    while token.kind != .end, !isWrong {
      var next = token.range.upper
      switch token.kind {
      case .quote:
        let scanned = TextScanner(lexer.bytes).scan(from: next)
        isWrong = !scanned.isClosed
        next = scanned.end
      case .symbol(let symbol):
        if let closer = pairs[symbol] { closing.append(closer) }
        if [")", "]", "}"].contains(symbol), closing.popLast() != symbol { isWrong = true }
      default: break
      }
      token = lexer.token(at: next, newlinesAreSpace: true)
    }
  }
}
