import Foundation
import Language
import Notebook
import Testing

@testable import Session

@Suite("A saved notebook", .serialized)
struct NotebookTests {
  private let start = "load arcs count=500; model hidden=8 components=3; train 2 epochs; "

  private func notebook(_ bench: Workbench, _ name: String = "n.md") throws -> Notebook {
    Notebook(parsing: try bench.read(name))
  }

  private func text(_ bench: Workbench) throws -> String { String(decoding: try bench.read("n.md"), as: UTF8.self) }

  /// Runs a notebook's statements in a new session and gives it with the outputs of that.
  private func replayed(_ notebook: Notebook, in bench: Workbench) throws -> Notebook {
    var notebook = notebook
    let names = FigureNames(notebook: "n.md")
    bench.session.figures.place = .notebook(names, isWritten: true)
    let program = try NotebookProgram(notebook, named: "n.md", Commands.set)
    func run(_ statements: Block) throws -> [OutputPart] {
      var parts: [OutputPart] = []
      try bench.interpreter.run(Program(statements), source: program.source) { _, value in
        parts += OutputPart.parts(of: value, names: names) { $0.text }
      }
      return parts
    }
    _ = try run(program.frontMatter.statements())
    for (index, cell) in notebook.cells.enumerated() {
      notebook.setOutput(CellOutput(of: cell, showing: try run(program.cells[index])), ofCell: index)
    }
    return notebook
  }

  @Test("replays to the same outputs and pictures, byte for byte")
  func replays() throws {
    let bench = try Workbench(seed: 11), again = try Workbench()
    bench.interpreter.give("given", .number(0.1))
    try bench.run(
      start + "plot latents; sample all count=5\nlet a = compute accuracy\nprint given; plot data > own.png")
    _ = bench.complaint("train 1 epochs rate=5")
    try bench.run("define twice x { print x, x }; twice 4; plot latents; evaluate; history; save notebook \"n.md\"")
    let saved = try notebook(bench)
    #expect(saved.cells.count == 12 && !saved.cells.contains(where: \.isStale))
    let replayed = try replayed(saved, in: again)
    #expect(replayed.bytes == saved.bytes, "\(String(decoding: replayed.bytes, as: UTF8.self))")
    let pictures = ["n_files/latents.png", "n_files/samples.png", "n_files/latents-2.png", "own.png"]
    for picture in pictures { #expect(try bench.read(picture) == again.read(picture), "\(picture)") }
    #expect(try text(bench).contains("](n_files/latents-2.png)") && text(bench).contains("](own.png)"))
  }

  @Test("says seed, threads and what was set from outside at its head, and leaves out what failed")
  func head() throws {
    let bench = try Workbench(threads: 1, seed: 42)
    bench.interpreter.give("word", .text("a # \"b\""))
    try bench.run("let a = 1")
    _ = bench.complaint("train 3 epochs")
    try bench.run("print a; print \"```\"; history; save script \"s.gmv\"; save notebook \"n.md\"")
    #expect(
      try text(bench).hasPrefix(
        """
        ---
        parameters:
          word: "a # \\"b\\""
        threads: 1
        seed: 42
        ---

        # n

        ```gmvae
        let a = 1
        ```

        ```gmvae
        print a
        ```

        <!-- gmvae:output
        """))
    #expect(try text(bench).contains("````gmvae\nprint \"```\"\n````\n") && !text(bench).contains("train"))
  }

  @Test("takes the place of nothing that is not this session's, without force")
  func safety() throws {
    let bench = try Workbench()
    try bench.folder.write(Array("mine".utf8), to: "n.md")
    try bench.folder.write(Array("mine".utf8), to: "m_files/data.png")
    #expect(bench.complaint("save notebook \"n.md\"").contains("was not written by this session"))
    #expect(bench.complaint("load arcs count=100; plot data; save notebook \"m.md\"").contains("m_files/data.png"))
    #expect(bench.complaint("save notebook \"n.txt\"").contains("end it in .md"))
    #expect(try bench.read("n.md") == Array("mine".utf8) && bench.folder.bytes("m.md") == nil)
    try bench.run("save notebook \"n.md\" force=true; save notebook \"m.md\" force=true")
  }

  @Test("says where a figure is gone, and is written all the same")
  func missing() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=100; set figures \"f\"; plot data")
    try FileManager.default.removeItem(atPath: bench.folder.path("f/001-data.png"))
    try bench.run("save notebook \"n.md\"")
    #expect(bench.takeNotes().contains { $0.contains("'f/001-data.png' is not there any more") })
    #expect(try text(bench).contains("](n_files/data.png)"))
  }

  @Test("has notes as words between its cells, and comments above the statements that they were typed above")
  func notes() throws {
    let bench = try Workbench()
    try bench.run(
      #"""
      # first
      let a = 2
      # of the note
      note "## Title\n\nwith $\\lambda$, \"quotes\"\n\n"
      # second
      # third
      print a  # behind
      let shown = note "named"
      note "a is \(a)"
      for k in 1...2 { note "turn **\(k)**"; print k }
      note "```gmvae\nquit\n```"
      note "last"   # why
      # at the end
      """#)
    try bench.run("save notebook \"n.md\"; save script \"s.gmv\"")
    let written = try text(bench).replacing(#/output [0-9a-f]{16}/#, with: "output 1")
    let body = try #require(written.firstRange(of: "# n\n")).upperBound
    #expect(
      written[body...] == #"""

        ```gmvae
        # first
        let a = 2
        ```

        ```gmvae
        # of the note
        ```

        ## Title

        with $\lambda$, "quotes"

        ```gmvae
        # second
        # third
        print a  # behind
        ```

        <!-- gmvae:output 1 -->

        ```output
        2
        ```

        <!-- /gmvae:output -->

        ```gmvae
        let shown = note "named"
        ```

        <!-- gmvae:output 1 -->

        named

        <!-- /gmvae:output -->

        ```gmvae
        note "a is \(a)"
        ```

        <!-- gmvae:output 1 -->

        a is 2

        <!-- /gmvae:output -->

        ```gmvae
        for k in 1...2 { note "turn **\(k)**"; print k }
        ```

        <!-- gmvae:output 1 -->

        turn **1**

        ```output
        1
        ```

        turn **2**

        ```output
        2
        ```

        <!-- /gmvae:output -->

        ````gmvae
        note "```gmvae\nquit\n```"
        ````

        <!-- gmvae:output 1 -->

        ```gmvae
        quit
        ```

        <!-- /gmvae:output -->

        ```gmvae
        note "last"  # why
        ```

        <!-- gmvae:output 1 -->

        last

        <!-- /gmvae:output -->

        ```gmvae
        # at the end
        ```

        """#)
    let script = String(decoding: try bench.read("s.gmv"), as: UTF8.self)
    #expect(script.contains("# of the note\nnote \"## Title") && script.hasSuffix("# at the end\n"))
  }

  @Test("shows the film and the figure that were watched while a model trained")
  func watched() throws {
    let bench = try Workbench()
    try bench.run(
      start.replacing("train 2 epochs; ", with: "")
        + "train 2 epochs watch=\"latents.gif\"; let t = train 1 epoch watch=latents; save notebook \"n.md\"")
    let written = try text(bench)
    #expect(written.contains("![latents](latents.gif)") && written.contains("![latents](n_files/latents.png)"))
  }
}
