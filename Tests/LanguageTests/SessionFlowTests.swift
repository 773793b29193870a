import Language
import Testing

@Suite("Errors and endings of a run")
struct SessionFlowTests {
  @Test("nothing runs where anything in the text is wrong")
  func checkedFirst() {
    let session = Session()
    #expect(
      session.message("evaluate\nplot latent\ntrain 0").split(separator: "\n").filter { $0.contains("error:") }.count
        == 2)
    #expect(session.host.performed.isEmpty)
  }

  @Test("a host's error points at the argument and suggests the nearest name")
  func hostError() {
    let session = Session()
    session.host.performing = { _ in
      throw CommandError(
        "there is no component 9", argument: "component", hint: "components go from 0 to 7", known: ["8", "19"])
    }
    #expect(
      session.message("sample component 9 count=2") == """
        test.gmv:1:18: error: there is no component 9
          sample component 9 count=2
                           ^
          known: 8, 19
          components go from 0 to 7
        """)
  }

  @Test("an error in a sourced script points into that script")
  func sourced() throws {
    let session = Session()
    session.host.scripts = [
      "a.gmv": "let n = 2\nprint n / 0", "b.gmv": "let half = 0.5", "c.gmv": "source c.gmv", "d.gmv": "plot x",
    ]
    #expect(session.message("source a.gmv").hasPrefix("a.gmv:2:11: error: division by zero"))
    #expect(try session.run("source b.gmv; print half * n") == ["1"])
    #expect(session.message("source c.gmv").contains("call one another too deeply"))
    #expect(session.message("source d.gmv").hasPrefix("d.gmv:1:6: error: unknown figure 'x'"))
    #expect(session.message("source e.gmv").contains("did you mean 'a.gmv'?"))
  }

  @Test("quit and interruption end a run where they occur")
  func endings() throws {
    let session = Session()
    #expect(throws: Quit.self) { try session.run("print 1; quit; print 2") }
    session.interpreter.isInterrupted = { true }
    #expect(throws: Interrupted.self) { try session.run("repeat 1000000000000 { }") }
  }

  @Test("a let shows its command's value, a plain let nothing")
  func reports() throws {
    let session = Session()
    var kinds = [String]()
    try session.interpreter.run(SourceText(name: "a", text: "let x = 5\nlet a = evaluate\nx\nexpect x == 5\nseed 1")) {
      statement, value in
      kinds.append("\(session.host.performed.count) \(value.kindName)")
    }
    #expect(kinds == ["1 a record (accuracy)", "1 a number", "2 a record (accuracy)"])
    #expect(session.interpreter.variables.map(\.name) == ["x", "a"])
  }

  @Test("a variable that a failed statement would have set keeps its value")
  func failure() throws {
    let session = Session()
    try session.run("let x = 1")
    #expect(session.message("let x = 1 / 0").contains("division by zero"))
    #expect(try session.run("x") == ["1"])
  }

  @Test("control characters in a text or a file's name are shown escaped, and a long line is cut around its place")
  func hostile() {
    let session = Session()
    #expect(session.message("print \"\u{1b}[31m\" \u{202e}x").contains("\\u{1b}[31m"))
    #expect(!session.message("print \"\u{1b}[31m\" \u{202e}x").unicodeScalars.contains("\u{202e}"))
    let long = session.message(
      "print " + String(repeating: "1 + ", count: 100) + "nothing + " + String(repeating: "2 + ", count: 90) + "3")
    let lines = long.split(separator: "\n")
    #expect(lines[1].count <= 104)
    let caret = lines[2].prefix { $0 != "^" }.count
    #expect(lines[1].dropFirst(caret).hasPrefix("nothing"))
  }
}
