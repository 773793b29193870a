import Language
import Testing

@Suite("Running programs")
struct InterpreterTests {
  @Test("loops, conditions and variables do what they say")
  func control() throws {
    let text = """
      let sum = 0
      for k in 1...4 { let sum = sum + k }
      for name in ["a", "b"] { if name == "b" { print name } else { print sum } }
      repeat 2 { let sum = sum * 2 }
      if sum < 0 { print 1 } else if sum == 40 { print "forty" }
      sum
      """
    #expect(try Session().run(text) == ["10", "b", "forty", "40"])
  }

  @Test("a loop variable has its former value after the loop")
  func loopVariable() throws {
    #expect(try Session().run("let k = 9; for k in 0..<3 { }; k") == ["9"])
  }

  @Test("a definition is a command with parameters and variables of its own")
  func definitions() throws {
    let session = Session()
    let text = "let a = 1; define probe k word { let a = k * 2; print a word; a }; let b = 20; probe b blue; print a"
    #expect(try session.run(text) == ["40 blue", "40", "1"])
    #expect(session.interpreter.definitionNames == ["probe"])
    #expect(try session.run("define hello { print \"hi\" }\nhello") == ["hi"])
    #expect(try session.run("let h = hello; define twice k { 2 * k }; let n = twice 3; n") == ["hi", "6", "6"])
  }

  @Test("a command gets its arguments by name, checked and without defaults")
  func binding() throws {
    let session = Session()
    try session.run(
      "let k = 3; for e in [5] { train e epochs rate=1e-3 batch=(k * 10) }; sample component k > figures/a.svg force=true"
    )
    let (train, sample) = (session.host.performed[0], session.host.performed[1])
    #expect(train.arguments == ["epochs": .number(5), "rate": .number(1e-3), "batch": .number(30)])
    #expect(train.text == "train e epochs rate=1e-3 batch=(k * 10)")
    #expect(sample.name == "sample component")
    #expect(sample.arguments["component"]?.wholeNumber == 3)
    #expect(sample.output == "figures/a.svg")
    #expect(sample.arguments["count"] == nil)
  }
}

@Suite("Arguments")
struct ArgumentTests {
  @Test(
    "arguments are understood in every form",
    arguments: [
      ("plot latents colour=component", "color", Value.text("component")),
      ("let component = 5; plot latents color=component", "color", .text("component")),
      ("let c = \"entropy\"; plot latents color=c", "color", .text("entropy")),
      ("plot latents title=\"Five arcs\"", "title", .text("Five arcs")),
      ("plot latents dark=true", "dark", .boolean(true)),
      ("let wide = 2; plot latents width=wide*3", "width", .number(6)),
      ("train 50", "epochs", .number(50)), ("train for 50 epochs", "epochs", .number(50)),
      ("train 50 steps", "steps", .number(50)), ("train 1 step", "steps", .number(1)),
      ("train for 0.5 minutes", "minutes", .number(0.5)), ("train steps=50", "steps", .number(50)),
      ("let n = 3; train n minutes rate=0.1", "minutes", .number(3)),
      ("train epochs=50", "epochs", .number(50)),
      ("let epochs = 5; train epochs epochs", "epochs", .number(5)),
      ("interpolate latents 17 to 42", "to", .number(42)),
      ("model mnist-fc", "preset", .text("mnist-fc")),
      ("model hidden=[500, 200]", "hidden", .list([.number(500), .number(200)])),
      ("reconstruct 12", "examples", .number(12)), ("reconstruct 3, 17", "examples", .list([.number(3), .number(17)])),
      ("reconstruct 0..<2", "examples", .list([.number(0), .number(1)])),
      ("plot history terms=[elbo, style]", "terms", .list([.text("elbo"), .text("style")])),
      ("plot history terms=elbo", "terms", .text("elbo")),
      ("load mnist dir=~/data/a-b", "dir", .text("~/data/a-b")),
      ("let d = \"x/y\"; load mnist dir=d", "dir", .text("x/y")),
      ("load mnist dir=elbo", "dir", .text("elbo")),
      ("accuracy on=train", "on", .text("train")),
    ])
  func forms(text: String, parameter: String, value: Value) throws {
    let session = Session()
    try session.run(text)
    #expect(session.host.performed.last?.arguments[parameter] == value)
  }

  @Test("records given by name reach the command")
  func records() throws {
    let session = Session()
    try session.run("let a = train 1; let b = train 1; plot history runs=[a, b]")
    #expect(
      session.host.performed.last?.arguments["runs"]
        == .list([.record(RecordingHost.accuracy), .record(RecordingHost.accuracy)]))
  }

  @Test("a loop's variable ends with the loop, also with one that fails, and what had its name has it again")
  func loopVariables() throws {
    let session = Session()
    session.host.values["run"] = .number(9)
    _ = session.message("for run in [1, 2] { print nothing }")
    #expect(try session.run("print run") == ["9"])
    #expect(try session.run("let k = 7; for k in [1] { let k = k + 1; print k }; print k") == ["2", "7"])
    _ = session.message("for i in [1, 2] { print nothing }")
    #expect(session.message("print i").contains("unknown name 'i'"))
    #expect(try session.run("define f { for k in [1] { }; print k }; f") == ["7"])
  }

  @Test(
    "a value from outside stands for the first let outside of blocks alone, and one that the program has not is an error"
  )
  func outside() throws {
    let session = Session()
    func give(_ name: String, to text: String) throws {
      let source = SourceText(name: "s", text: text)
      try session.interpreter.give([(name, .number(10))], to: Parser.parse(source, .none), in: source)
    }
    try give("n", to: "let n = 3")
    #expect(try session.run("for i in [0, 1] { let m = n }; let n = 3; print n") == ["10"])
    try give("used", to: "print used + 1")
    for (name, text) in [("n", "for i in [0] { let n = i }"), ("epohs", "let epochs = 1"), ("run", "print run.epochs")]
    {
      #expect(throws: CommandError.self) { try give(name, to: text) }
    }
  }

  @Test(
    "a command that begins with a negative number is written so that it is read again before its definition is known")
  func negativeFirst() throws {
    let program = try Parser.parse(SourceText(name: "", text: "b -1; b -x; b 2"), .none, definitions: ["b"])
    let text = SyntaxPrinter.print(program, .none, definitions: ["b"])
    #expect(text == "b (-1)\nb (-x)\nb 2\n")
  }
}
