import Language
import Testing

@Suite("Shortened commands")
struct AbbreviationTests {
  private func writtenOut(_ text: String, _ session: Session = Session()) throws -> String {
    try session.interpreter.writtenOut(SourceText(name: "prompt", text: text)).text
  }

  private func message(_ text: String) -> String {
    do {
      return try writtenOut(text)
    } catch let error as Diagnostics {
      return error.rendered()
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "the beginning of one command stands for it, alone, after let, in a block, and with its second word",
    arguments: [
      ("desc data", "describe data"), ("tr 5 epochs", "train 5 epochs"),
      ("plot lat dark=true", "plot latents dark=true"),
      ("eva", "evaluate"), ("let a = eva", "let a = evaluate"), ("let a = tr 1 epoch", "let a = train 1 epoch"),
      ("for k in 0..<2 {\n  samp c k # one\n}", "for k in 0..<2 {\n  sample component k # one\n}"),
      ("rec; inter lat 1 2", "reconstruct; interpolate latents 1 2"), ("q", "quit"),
      ("define go { tr 1 epoch }", "define go { train 1 epoch }"),
    ])
  func expands(text: String, whole: String) throws {
    #expect(try writtenOut(text) == whole)
  }

  @Test(
    "whole words, variables, arguments and what begins no command stay as they are",
    arguments: [
      "train 5 epochs", "let tr = 3; tr", "let q = 1\nprint q", "nonsense 3", "plot nonsense", "model ar", "print tr",
      "train (5", "x", "elbo", "prin 3", "help pl",
    ])
  func keeps(text: String) throws {
    #expect(try writtenOut(text) == text)
  }

  @Test("commands of one's own count too")
  func definitions() throws {
    let session = Session()
    try session.run("define train_long n { train n epochs }; define zoom k { print k }")
    #expect(try writtenOut("zo 3", session) == "zoom 3")
    #expect(try writtenOut("train 3 epochs", session) == "train 3 epochs")
    #expect(throws: Diagnostics.self) { try writtenOut("tr 3 epochs", session) }
  }

  @Test("what could be several commands is answered with them")
  func ambiguous() {
    #expect(
      message("print 1; e") == """
        prompt:1:10: error: 'e' is short for several commands
          print 1; e
                   ^
          commands: evaluate, export, exit, expect
          type more letters, or press Tab
        """)
    #expect(message("plot da; plot d").hasPrefix("prompt:1:15: error: 'd' is short for several figures"))
    #expect(message("load m").contains("load mnist"))
  }

  @Test("a shortened command completes like the whole one")
  func completes() {
    let completer = Completer(interpreter: Session().interpreter)
    func offered(_ line: String) -> [String] {
      completer.complete(line: line, cursor: line.utf8.count).candidates.map(\.text)
    }
    #expect(offered("desc d") == ["data"])
    #expect(offered("tr 5 epochs lam") == ["lambda"])
    #expect(offered("plot lat col") == ["color"])
  }

  @Test("in a file a shortened command is an error")
  func files() {
    #expect(Session().message("eva").contains("unknown command or name 'eva'"))
    #expect(Session().message("desc data").contains("did you mean 'describe'"))
  }
}
