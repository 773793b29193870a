import Language
import Testing

@Suite("Expressions")
struct ExpressionTests {
  @Test(
    "expressions give their values",
    arguments: [
      ("1 + 2 * 3", "7"), ("7 % 3", "1"), ("-7 % 3", "2"), ("2 ** 10", "1024"), ("2 ** -1", "0.5"), ("-2 ** 2", "-4"),
      ("8 ** (1 / 3)", "2"), ("(-8) ** 3", "-512"), ("0.1 + 0.2", "0.3"), ("10 / 4", "2.5"),
      ("1 < 2 and not (2 <= 1)", "true"),
      ("\"a\" < \"b\"", "true"), ("3 in 0..<3", "false"), ("3 in 0...3", "true"), ("\"b\" in [\"a\", \"b\"]", "true"),
      ("\"el\" in \"elbo\"", "true"), ("\"a\" + \"b\"", "ab"), ("[1] + [2, \"x\"]", "[1, 2, \"x\"]"),
      ("[4, 5, 6][1]", "5"),
      ("(5..<9)[1]", "6"), ("0..<3", "0..<3"), ("1 == 1.0", "true"), ("\"1\" == 1", "false"),
      ("[1, 2] != [1, 2]", "false"),
      ("false and 1 / 0 > 1", "false"), ("elbo", "-1.5"), ("-elbo", "1.5"),
      ("min(3, 1, 2)", "1"), ("max([3, 9, 2])", "9"), ("abs(-2)", "2"), ("round(2.5)", "3"),
      ("round(3.14159, 2)", "3.14"),
      ("floor(-1.5)", "-2"), ("sqrt(16)", "4"), ("log(exp(2))", "2"), ("mean(1...4)", "2.5"),
      ("std([2, 4, 4, 4, 5, 5, 7, 9])", "2.13809"),
      ("count([1, 2])", "2"), ("count(\"größe\")", "5"), ("count(5..<5)", "0"),
      ("count(0..<1000000000000)", "1000000000000"),
    ])
  func values(text: String, expected: String) throws {
    #expect(try Session().run("print \(text)") == [expected])
  }

  @Test("a table's column is a list")
  func column() throws {
    let session = Session()
    let rows: [[Value]] = [[.number(1), .number(-9)], [.number(2), .number(-7)]]
    session.host.values["run"] = .table(Table(columns: [.init("epoch"), .init("elbo")], rows: rows))
    #expect(try session.run("print max(run.elbo)") == ["-7"])
    #expect(session.message("run.elbow").contains("did you mean 'elbo'?"))
  }

  @Test("values cannot grow without bounds")
  func limits() {
    let session = Session()
    #expect(session.message("let s = \"abc\"; repeat 40 { let s = s + s }").contains("this text is too long"))
    #expect(session.message("let l = [1]; repeat 40 { let l = l + l }").contains("this list is too large"))
    #expect(session.message("let n = [1]; repeat 40 { let n = [n] }").contains("this list is too large"))
    #expect(session.message("let n = [1]; repeat 10 { let n = [n, n, n, n, n, n, n, n, n, n] }").contains("too large"))
    #expect(session.message("print mean(0..<1000000000)").contains("this range is too long"))
  }
}
