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

  private func rowSession() -> Session {
    let session = Session()
    let table = Table(
      columns: [.init("name")] + Table.Column.spread("purity") + [.init("mass (g)", unit: "g")],
      rows: [
        [.text("a"), .number(0.97), .number(0.012), .number(3)], [.text("b"), .number(0.5), .nothing, .number(4)],
      ])
    session.host.values["run"] = .table(table)
    session.host.values["model"] = .record(Record(kind: "sweep", fields: [.init("results", .table(table))]))
    _ = try? session.run("let t = run; let s = (model)")
    return session
  }

  @Test(
    "a table's row is a record, its cells are values, and names that are no words stand in quotes",
    arguments: [
      ("t[0].purity", "0.97"), ("t[0].purity_sd", "0.012"), ("t[1].purity_sd", ""), ("t.purity[1]", "0.5"),
      ("s.results[1].name", "b"), ("t[0][\"mass (g)\"]", "3"), ("max(t[\"mass (g)\"])", "4"),
      ("t[0].purity - t[1].purity > 2 * t[0].purity_sd", "true"), ("count(t)", "2"),
      ("t[0]", "row(name: \"a\", purity: 0.97, purity_sd: 0.012, mass (g): 3 g)"),
    ])
  func rows(text: String, expected: String) throws {
    #expect(try rowSession().run("print \"\\(\(text))\"") == [expected])
  }

  @Test("for goes through a table's rows")
  func loop() throws {
    #expect(try rowSession().run("for row in t { print \"\\(row.name) \\(row.purity)\" }") == ["a 0.97", "b 0.5"])
  }

  @Test("a row or a column that is not there is told with those that are")
  func missingRows() {
    #expect(rowSession().message("t[2]").contains("the first is 0, the last 1"))
    #expect(rowSession().message("t[0].puritt").contains("did you mean 'purity'?"))
    #expect(rowSession().message("t[\"mass\"]").contains("mass (g)"))
    #expect(rowSession().message("let n = 3; n[0]").contains("[…] counts in lists, ranges and rows of tables, from 0"))
  }

  @Test(
    "the fields of a row are offered",
    arguments: [
      ("print t[0].pur", ["t[0].purity", "t[0].purity_sd"]), ("s.results[1].na", ["s.results[1].name"]),
      ("let a = s.results.na", ["s.results.name"]), ("print max(t[0].na", ["t[0].name"]), ("print t[9].na", []),
      ("print [t[0].na", ["t[0].name"]),
    ])
  func offered(line: String, expected: [String]) {
    let completer = Completer(interpreter: rowSession().interpreter)
    #expect(completer.complete(line: line, cursor: line.utf8.count).candidates.map(\.text) == expected)
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
