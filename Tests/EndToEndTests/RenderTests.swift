import Foundation
import TestSupport
import Testing

@Suite("Rendering a notebook")
struct RenderTests {
  private func program() throws -> Program {
    let program = try Program()
    try program.folder.write(Array("# A\n\n```gmvae\nload arcs count=300\nplot data\n```\n".utf8), to: "a/n.md")
    #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
    return program
  }

  private func text(_ program: Program, _ name: String) -> String {
    String(decoding: program.folder.bytes(name) ?? [], as: UTF8.self)
  }

  @Test("gives a page beside it, with its pictures in it, and the same one again in its place")
  func page() throws {
    let program = try program()
    let run = try program.run("render", "a/n.md")
    #expect(run.status == 0 && run.results == "" && run.messages == "wrote a/n.html\n")
    let html = text(program, "a/n.html")
    #expect(html.contains("<h1 id=\"a\">A</h1>") && html.contains("<img src=\"data:image/png;base64,"))
    #expect(try program.run("-q", "render", "a/n.md").messages == "")
    #expect(text(program, "a/n.html") == html && program.folder.names(in: "a") == ["n.html", "n.md", "n_files"])
  }

  @Test("gives a Jupyter notebook where the name says so")
  func jupyter() throws {
    let program = try program()
    #expect(try program.run("render", "a/n.md", "-o", "b/m.ipynb").status == 0)
    #expect(text(program, "b/m.ipynb").contains("\"nbformat\":4"))
  }

  @Test("takes the place of no other file without --force")
  func replaces() throws {
    let program = try program()
    try program.folder.write(Array("mine".utf8), to: "a/n.html")
    let run = try program.run("render", "a/n.md")
    #expect(run.status == 1 && text(program, "a/n.html") == "mine")
    #expect(
      run.messages
        == "error: 'a/n.html' exists and is not a page that gmvae made; name another file with -o, or add --force to replace it\n"
    )
    #expect(try program.run("render", "a/n.md", "--force").status == 0)
    #expect(text(program, "a/n.html").hasPrefix("<!DOCTYPE html>"))
  }

  @Test("says which pictures are not there, and makes the page without them")
  func missing() throws {
    let program = try program()
    try program.folder.write(Array("![a](b.png)".utf8), to: "m.md")
    let run = try program.run("render", "m.md")
    #expect(
      run.status == 0 && run.messages == "note: the picture 'b.png' is not there, and is left out\nwrote m.html\n")
  }

  @Test("reads and writes with --safe only below the working folder")
  func safe() throws {
    let program = try program()
    let run = try program.run("--safe", "render", "a/n.md", "-o", "/tmp/gmvae-never.html")
    #expect(run.status == 1 && run.messages.contains("/tmp/gmvae-never.html") && !run.messages.contains("wrote"))
  }

  @Test("refuses what is no notebook, and what it cannot make")
  func refuses() throws {
    let program = try program()
    for wrong in [["render", "a.gmv"], ["render", "a/n.md", "-o", "n.pdf"], ["render"]] {
      #expect(try program.run(wrong).status == 64, "\(wrong)")
    }
    #expect(try program.run("render", "none.md").status == 1)
  }
}
