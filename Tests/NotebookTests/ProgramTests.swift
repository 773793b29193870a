import Language
import Session
import Testing

@testable import Notebook

@Suite("What a notebook runs")
struct ProgramTests {
  private func program(_ text: String) throws(Diagnostics) -> NotebookProgram {
    try NotebookProgram(Notebook(parsing: Array(text.utf8)), named: "n.md", Commands.set)
  }

  private func complaint(_ text: String) -> String {
    do throws(Diagnostics) {
      _ = try program(text)
      return ""
    } catch {
      return error.rendered()
    }
  }

  @Test("front matter sets threads, seed and parameters, each of its own kind")
  func frontMatter() throws {
    let program = try program(
      """
      ---
      title: The five arcs   # named
      author: {somebody: else}
      parameters:
        # how long
        epochs: 20
        rate: 1e-3
        seeds: 1...3
        sizes: [16, 8]
        dark: false
        word: hello there
        text: "a # b"
      tags:
        - x
      seed: 7
      threads: 2
      ---
      """)
    let lines = program.frontMatter.statements().map { SyntaxPrinter.print(Program([$0]), Commands.set) }
    #expect(
      lines == [
        "threads 2\n", "seed 7\n", "let epochs = 20\n", "let rate = 0.001\n", "let seeds = 1...3\n",
        "let sizes = [16, 8]\n", "let dark = false\n", "let word = \"hello there\"\n", "let text = \"a # b\"\n",
      ])
    #expect(program.frontMatter.title?.value == Expression(.text([.literal("The five arcs")]), at: SourceRange(0, 0)))
    #expect(program.frontMatter.statements(leavingOut: ["seed", "threads"]).count == 7)
  }

  @Test("what is wrong with front matter is said with its line")
  func wrongFrontMatter() {
    #expect(
      complaint("---\nparameters:\n  epochs\n---\n").hasPrefix("n.md:3:3: error: a parameter has a name and a value"))
    #expect(complaint("---\nparameters:\n  a b: 3\n---\n").hasPrefix("n.md:3:3: error: 'a b' cannot be the name"))
    #expect(
      complaint("---\nparameters:\n  a: 3\n  a: 4\n---\n").hasPrefix("n.md:4:3: error: the parameter 'a' is there"))
    #expect(complaint("---\nparameters:\n  a:\n---\n").hasPrefix("n.md:3:3: error: the parameter 'a' has no value"))
  }

  @Test("every error of every cell is said with its line in the file")
  func errors() {
    let text = "# Wörds\n\n```gmvae\nlet a = = 3\n```\n\n<!-- x -->\n\n~~~gmvae\nprint 1\nprint (2\n~~~\n"
    let message = complaint(text)
    #expect(message.contains("n.md:4:9: error: ") && message.contains("n.md:11:"), "\(message)")
    #expect(message.contains("\n  let a = = 3\n"))
  }

  @Test("no block goes from one cell into the next")
  func blocks() {
    let message = complaint("```gmvae\nrepeat 2 {\n```\n```gmvae\nprint 1 }\n```\n")
    #expect(message.contains("n.md:2:10: error: this '{' is never closed"), "\(message)")
    #expect(message.contains("n.md:5:9: error: '}' without '{'"), "\(message)")
  }

  @Test("a definition is known in the cells after it")
  func definitions() throws {
    let program = try program("```gmvae\ndefine f x { print x }\n```\n```gmvae\nf 3\n```\n```gmvae\n```\n")
    #expect(program.cells.map(\.count) == [1, 1, 0])
    guard case .command = program.cells[1][0].kind else { return #expect(Bool(false), "f 3 is no command") }
  }

  @Test("a notebook that is no UTF-8 is refused")
  func encoding() {
    #expect(throws: Diagnostics.self) {
      try NotebookProgram(
        Notebook(parsing: Array("```gmvae\n".utf8) + [0xff] + Array("\n```\n".utf8)), named: "n.md", Commands.set)
    }
  }

  @Test("many parameters and cells are read in time linear in them, and a wrong one among them is found")
  func many() throws {
    func text(_ count: Int) -> [UInt8] {
      let head = (0..<count).map { "  p\($0): [1, \($0)]\n" }.joined()
      return Array(
        ("---\nparameters:\n" + head + "---\n" + String(repeating: "\n```gmvae\nprint 1\n```\n", count: count)).utf8)
    }
    func seconds(_ count: Int) throws -> Double {
      let bytes = text(count)
      return try (0..<3).map { _ in
        let start = ContinuousClock.now
        var notebook = Notebook(parsing: bytes)
        let program = try NotebookProgram(notebook, named: "n.md", Commands.set)
        #expect(program.cells.count == count && program.frontMatter.parameters.count == count)
        let offsets = notebook.cellOffsets
        for (index, cell) in notebook.cells.enumerated() {
          let output = CellOutput(of: cell, showing: [.text("1")])
          _ = OutputDifference(of: cell, at: offsets[index], now: output, tolerance: 0)
          notebook.setOutput(output, ofCell: index)
        }
        return (ContinuousClock.now - start) / .seconds(1)
      }.min() ?? 0
    }
    #expect(try seconds(2000) < 9 * seconds(500))
    var wrong = String(decoding: text(1000), as: UTF8.self)
    wrong += "\n```gmvae\nprint (\n```\n"
    let error = try #require(throws: Diagnostics.self) {
      try NotebookProgram(Notebook(parsing: Array(wrong.utf8)), named: "n.md", Commands.set)
    }
    #expect(error.all.map { $0.source.position(of: $0.range.lower).line } == [5007])
    let matter = try NotebookProgram(Notebook(parsing: text(20)), named: "n.md", Commands.set).frontMatter
    let statement = try #require(matter.statements().last)
    #expect(
      SourceText(name: "", text: String(decoding: text(20), as: UTF8.self)).text(in: statement.range) == "p19: [1, 19]")
  }
}
