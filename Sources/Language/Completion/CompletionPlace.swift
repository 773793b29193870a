/// Where the cursor stands in a line: the words of its statement before it, and the part of a word it ends.
struct CompletionPlace {
  /// The words of the statement before the one at the cursor; `name=value` is one word.
  private(set) var words: [String] = []
  /// The part of the word before the cursor.
  private(set) var word = ""
  /// Where that part begins, as a UTF-8 offset.
  private(set) var wordStart: Int
  /// The cursor, within the line.
  let cursor: Int
  /// The option whose value the cursor is in.
  private(set) var option: String?
  /// Whether the cursor is inside a text or a comment.
  private(set) var isInText = false
  /// Whether the cursor is inside a text without values in it, which can be a path: `word` is then what it holds so far.
  var isQuoted: Bool { textStart != nil }
  private var textStart: Int?
  /// Whether a bracket is open before the cursor.
  private(set) var isInBrackets = false

  init(line: String, cursor: Int) {
    let bytes = Array(line.utf8)
    self.cursor = min(max(cursor, 0), bytes.count)
    wordStart = self.cursor
    read(Lexer(String(decoding: bytes[..<self.cursor], as: UTF8.self)))
  }

  /// The place seen from a later word.
  func dropping(_ count: Int) -> CompletionPlace {
    var place = self
    place.words.removeFirst(min(count, words.count))
    return place
  }

  /// The place with a command's first words written out if they are shortened.
  func writingOut(_ commands: CommandSet, definitions: [String]) -> CompletionPlace {
    var place = self
    guard let first = words.first, let verb = Self.only(Abbreviations.verbs(first, in: commands.verbs + definitions))
    else { return place }
    place.words[0] = verb
    if words.count > 1, let form = Self.only(Abbreviations.forms(words[1], of: verb, in: commands)) {
      place.words[1] = form
    }
    return place
  }

  private static func only(_ words: [String]) -> String? { words.count == 1 ? words[0] : nil }

  private mutating func read(_ lexer: Lexer) {
    var end = 0
    var brackets = 0
    var pieceStart = 0
    while true {
      let token = lexer.token(at: end, newlinesAreSpace: false)
      if token.isSpaced, end > pieceStart, brackets == 0 { words.append(lexer.text(pieceStart, end)) }
      if token.isSpaced, brackets == 0 { pieceStart = token.range.lower }
      if token.kind == .end { break }
      end = token.range.upper
      switch token.kind {
      case .separator, .symbol("{"), .symbol("}"):
        words = []
        brackets = 0
        pieceStart = end
      case .quote:
        let scanned = TextScanner(lexer.bytes).scan(from: end)
        isInText = !scanned.isClosed && scanned.end == cursor
        if isInText, !lexer.text(end, cursor).contains("\\(") { textStart = end }
        end = scanned.end
      case .symbol("("), .symbol("["): brackets += 1
      case .symbol(")"), .symbol("]"): brackets = max(0, brackets - 1)
      default: break
      }
    }
    isInBrackets = brackets > 0
    isInText = isInText || lexer.bytes[end...].contains(UInt8(ascii: "#"))
    finish(lexer, pieceStart: min(pieceStart, cursor))
  }

  /// Splits the piece before the cursor into an option's name and the word to complete.
  private mutating func finish(_ lexer: Lexer, pieceStart: Int) {
    let delimiters = Array("=([,<>+*% ".utf8) + (isInBrackets ? Array("-/".utf8) : [])
    let piece = lexer.bytes[pieceStart..<cursor]
    wordStart = Self.start(of: piece, delimiters)
    if let textStart { wordStart = textStart }
    word = lexer.text(wordStart, cursor)
    let name = lexer.text(pieceStart, lexer.wordEnd(from: pieceStart))
    if !name.isEmpty, pieceStart + name.utf8.count < cursor,
      lexer.bytes[pieceStart + name.utf8.count] == UInt8(ascii: "=")
    {
      option = name
    }
  }

  /// Where the last word of a piece begins: a closed bracket belongs to it, as in `table[0].na`.
  private static func start(of piece: ArraySlice<UInt8>, _ delimiters: [UInt8]) -> Int {
    var depth = 0
    for place in piece.indices.reversed() {
      switch piece[place] {
      case UInt8(ascii: "]"): depth += 1
      case UInt8(ascii: "[") where depth > 0: depth -= 1
      case let byte where depth == 0 && delimiters.contains(byte): return place + 1
      default: break
      }
    }
    return piece.startIndex
  }
}
