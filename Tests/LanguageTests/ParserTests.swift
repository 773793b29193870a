import Language
import Session
import Testing

@Suite("Parsing")
struct ParserTests {
  private func program(_ text: String) throws -> Block {
    try Parser.parse(SourceText(name: "a", text: text), Commands.set).statements
  }

  private func command(_ text: String) throws -> Command {
    guard case .command(let command)? = try program(text).first?.kind else { throw CommandError("no command: \(text)") }
    return command
  }

  private func printed(_ text: String) throws -> String {
    SyntaxPrinter.print(Program(try program(text)), Commands.set).trimmingSuffix { $0 == "\n" }
  }

  @Test(
    "operators bind as in mathematics",
    arguments: [
      ("1 + 2 * 3", "1 + 2 * 3"), ("(1 + 2) * 3", "(1 + 2) * 3"), ("1 - (2 - 3)", "1 - (2 - 3)"),
      ("(1 - 2) - 3", "1 - 2 - 3"),
      ("-2 ** 2", "-2 ** 2"), ("(-2) ** 2", "(-2) ** 2"), ("2 ** (3 ** 2)", "2 ** 3 ** 2"),
      ("(2 ** 3) ** 2", "(2 ** 3) ** 2"),
      ("not (a == b) and c", "not a == b and c"), ("(a or b) and c", "(a or b) and c"), ("0 ..< n + 1", "0..<n + 1"),
      ("a in 0...9 or b", "a in 0...9 or b"), ("f.x[0].y", "f.x[0].y"), ("max(1, [2, 3,])", "max(1, [2, 3])"),
    ])
  func precedence(text: String, expected: String) throws {
    #expect(try printed(text) == expected)
  }

  @Test(
    "a statement's first words tell commands and expressions apart",
    arguments: [
      ("train 5", true), ("model", true), ("model.components", false), ("elbo", false), ("elbo > 3", false),
      ("a - 1", false),
      ("evaluate > \"a.csv\"", true), ("probe 3", true), ("probe \"x\"", true), ("probe [1]", true), ("max(1)", false),
      ("(model)", false), ("reconstruct [1]", true), ("a[1]", false),
    ])
  func kinds(text: String, isCommand: Bool) throws {
    let kind = try program(text).first?.kind
    let found = if case .command? = kind { true } else { false }
    #expect(found == isCommand)
  }

  @Test(
    "what is printed can go into a table's file; any other > compares",
    arguments: [
      ("print t > \"t.csv\"", "print t > \"t.csv\""), ("print t[0].a, 2 > out/r.parquet force=true", nil),
      ("print t > \"\\(n).json\" force=false", "print t > \"\\(n).json\""), ("print 3 > 2", "print (3 > 2)"),
      ("print a > b.c", "print (a > b.c)"), ("print (a > \"b.csv\")", nil), ("print [a > \"b.csv\"]", nil),
    ])
  func printing(text: String, expected: String?) throws {
    #expect(try printed(text) == expected ?? text)
    #expect(try printed(printed(text)) == expected ?? text)
  }

  @Test("an argument is a word, an expression without spaces, or anything in brackets")
  func arguments() throws {
    let command = try command(
      "sample k+1 mnist-fc 3d.gmv 5 -1 0..<3 [1, 2] (1 + 2) max(1, 2) a[0] rate = 1e-3 > ../a")
    let words = command.arguments.map { argument in
      if case .word(let word, _) = argument.value { "word \(word.text)" } else { "expression" }
    }
    #expect(words.filter { $0 != "expression" } == ["word k+1", "word mnist-fc", "word 3d.gmv"])
    #expect(command.arguments.count == 11)
    #expect(command.arguments.last?.name?.text == "rate")
    #expect(command.output == .word(Name("../a", at: SourceRange(0, 0)), expression: nil))
  }

  @Test("line breaks end statements, but not inside brackets")
  func lines() throws {
    #expect(try program("print (1 +\n  2)\nprint [\n1,\n2]; evaluate # end\n").count == 3)
    #expect(try program("if a > 1 {\n}\nelse {\n}\nevaluate").count == 2)
    #expect(try program("\r\n\u{feff}  ;; \n").isEmpty)
  }

  @Test("texts know escapes and insertions, one inside the other")
  func texts() throws {
    let shown = try Session().run(#"let a = 2; print "\"\(a)\" is \("\(a + 1)" + ")")\t\\""#)
    #expect(shown == ["\"2\" is 3)\t\\"])
  }

  @Test("all errors of a text are found, each once")
  func recovery() {
    let text = "print 1 +\nfor k in { print 2 2 ( }\nx = 1\nevaluate\nprint ) 1\nlet y 2"
    do throws(Diagnostics) {
      _ = try Parser.parse(SourceText(name: "a", text: text), Commands.set)
      Issue.record("it parsed")
    } catch {
      #expect(error.all.map { $0.source.position(of: $0.range.lower).line } == [1, 2, 2, 3, 5, 6])
      #expect(!error.all.contains { !$0.isSyntax })
    }
  }

  @Test(
    "a line with an open bracket waits for more",
    arguments: [
      ("for k in 0..<3 {", true), ("print (1 +", true), ("print [1, # a ] comment", true), ("print \"(\"", false),
      ("for k in 0..<3 { }", false), ("print \"abc (", false), ("print )", false), ("", false),
      ("print \"\\(max(1, 2))\" {", true),
    ])
  func incomplete(text: String, isIncomplete: Bool) {
    #expect(Parser.isIncomplete(text) == isIncomplete)
  }
}

extension String {
  /// The text without the characters at its end that meet a condition.
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> String {
    String(reversed().drop(while: condition).reversed())
  }
}
