import Foundation
import TestSupport
import Testing

@Suite("Beginning and listing notebooks")
struct NotebookCommandTests {
  @Test("a new notebook runs as it is, has its title, and takes the place of nothing")
  func new() throws {
    let program = try Program()
    let run = try program.run("notebook", "new", "a/study.md", "Rates", "of", "\"Adam\": \\(1)")
    #expect(run.status == 0 && run.results.hasPrefix("a/study.md: "), "\(run.messages)")
    let text = String(decoding: program.folder.bytes("a/study.md") ?? [], as: UTF8.self)
    #expect(text.contains("\n# Rates of \"Adam\": \\(1)\n"))
    let update = try program.run("-q", "run", "a/study.md", "epochs=1", "--update")
    #expect(
      update.status == 0 && program.folder.names(in: "a/study_files").sorted() == ["latents.json", "latents.png"],
      "\(update.messages)")
    let again = try program.run("notebook", "new", "a/study.md")
    #expect(again.status == 1 && again.messages.contains("'a/study.md' exists"))
    #expect(try program.run("notebook", "new", "study.txt").messages.contains("end it in .md"))
    #expect(try program.run("notebook", "new").status == 64)
  }

  @Test("the list has title, cells, stale outputs and parameters, and leaves out what is no notebook")
  func list() throws {
    let program = try Program()
    #expect(try program.run("notebook", "new", "n/one.md", "The first").status == 0)
    let stale = "# Second\n\n```gmvae\nprint 2\n```\n\n<!-- gmvae:output 0 -->\n\n<!-- /gmvae:output -->\n"
    let files = ["n/two.md": stale, "n/README.md": "# Words", "n/three.md": "```gmvae\nprint (\n```\n"]
    for (name, text) in files { try program.folder.write(Array(text.utf8), to: name) }
    let list = try program.run("notebook", "list", "n")
    #expect(list.status == 0)
    #expect(
      list.results == """
        file        title      cells  outputs  stale  parameters
        ────────────────────────────────────────────────────────
        n/one.md    The first      1        0      0  epochs=20
        n/three.md                 1        0      0
        n/two.md    Second         1        1      1

        """)
    #expect(list.messages.contains("note: 'n/three.md' would not run: "))
    #expect(try program.run("--json", "notebook", "list", "n").results.contains("\"epochs=20\""))
    let none = try program.run("notebook", "list", "none")
    #expect(none.status == 1 && none.messages.contains("there is no folder 'none'"))
  }
}
