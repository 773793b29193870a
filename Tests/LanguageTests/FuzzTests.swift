import Foundation
import Language
import Session
import TestSupport
import Testing

@Suite("Any input")
struct FuzzTests {
  /// Reads a text in every way there is; what cannot be read must give messages that can be shown.
  private func read(_ text: String, _ session: Session) {
    let source = SourceText(name: "fuzz", text: text)
    do throws(Diagnostics) {
      let program = try Parser.parse(source, Commands.set)
      try session.interpreter.check(program, source: source)
      let printed = SyntaxPrinter.print(program, Commands.set)
      let again = try? Parser.parse(SourceText(name: "fuzz", text: printed), Commands.set)
      #expect(again == program, "\(SeededGenerator(0)): \(text)")
    } catch {
      #expect(!error.all.isEmpty, "\(SeededGenerator(0)): \(text)")
      #expect(
        !error.rendered().unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{0}" }, "\(SeededGenerator(0)): \(text)")
    }
    _ = Parser.isIncomplete(text)
    _ = Completer(interpreter: session.interpreter).complete(line: text, cursor: text.utf8.count / 2)
  }

  @Test("everything that fuzzing has kept gives a program or messages")
  func kept() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fuzz/Corpus/parser")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count >= 20)
    let session = Session()
    for file in files { read(String(decoding: try Data(contentsOf: file), as: UTF8.self), session) }
  }

  @Test("20,000 short inputs of random bytes give a program or messages")
  func bytes() {
    var generator = Generator(seed: 1)
    let session = Session()
    for _ in 0..<20_000 {
      let bytes = generator.some(0...24) { UInt8(truncatingIfNeeded: $0.next()) }
      read(String(decoding: bytes, as: UTF8.self), session)
    }
  }

  @Test("10,000 inputs of random words and signs give a program or messages")
  func words() {
    let pieces = [
      "let", "for", "in", "repeat", "if", "else", "define", "expect", "print", "train", "plot", "latents", "a", "k",
      "5",
      "0.5", "1e-4", "\"", "\\(", "(", ")", "[", "]", "{", "}", "=", "==", ">", "<", "..<", "...", "+", "-", "**", "/",
      ".",
      ",", ";", "\n", "#", " ", " ", " ", "true", "not", "and", "color=", "epochs", "mnist-fc", "~/a.svg", "é", "“",
      "\u{1b}",
    ]
    var generator = Generator(seed: 2)
    let session = Session()
    for _ in 0..<10_000 {
      read(generator.some(0...16) { $0.pick(pieces) }.joined(), session)
    }
  }

  @Test("deep nesting and long chains are refused, not followed")
  func deep() {
    let session = Session()
    let openings = [
      "(", "[", "-", "not ", "if a {", "repeat 1 {", "\"\\(", "f(", "a ** ", "if a {} else ", "sample all (",
    ]
    for opening in openings { read(String(repeating: opening, count: 2_000), session) }
    for link in ["+1", ".b", "[0]", " and a", " == 1", "...1"] {
      read("print a" + String(repeating: link, count: 5_000), session)
      read(String(repeating: "(", count: 150) + "a" + String(repeating: link + ")", count: 150), session)
    }
  }

  @Test(
    "a definition that calls itself without an end is stopped",
    arguments: ["if true {", "repeat 1 {", "for k in [1] {"])
  func recursion(opening: String) {
    let body = String(repeating: opening, count: 95) + " f " + String(repeating: "}", count: 95)
    #expect(Session().message("define f { \(body) }; f").contains("call one another too deeply"))
  }

  @Test("a long program is read")
  func long() throws {
    let text = String(repeating: "sample component 3 count=(2 + 3) # a comment\n", count: 50_000)
    #expect(try Parser.parse(SourceText(name: "long", text: text), Commands.set).statements.count == 50_000)
  }
}
