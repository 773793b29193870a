import Language
import Testing

@testable import Notebook

@Suite("Cells and outputs")
struct CellTests {
  private func codes(_ text: String) -> [String] {
    Notebook(parsing: Array(text.utf8)).cells.map { String(decoding: $0.code, as: UTF8.self) }
  }

  @Test("are the blocks fenced as gmvae, and no others")
  func fences() {
    #expect(
      codes("```gmvae\na\n```\n~~~ gmvae varies\nb\n~~~~\n   ````gmvae\nc\n```\n````\n") == ["a\n", "b\n", "c\n```\n"])
    #expect(codes("```\n```gmvae\na\n```\n```python\nb\n```\n    ```gmvae\nc\n    ```\n```gmvaes\nd\n```\n") == [])
    #expect(codes("````md\n```gmvae\na\n```\n````\n") == [])
    #expect(codes("<!--\n```gmvae\na\n```\n-->\n```gmvae\nb\n") == [])
    #expect(codes("---\n```gmvae\na\n```\n---\n```gmvae\n```\n") == ["a\n", ""])
    #expect(codes("---\ntitle: a\n---\n```gmvae\na\n```\n") == ["a\n"])
  }

  @Test("an output ends at the marker that stands outside of code")
  func outputs() throws {
    let text = """
      ```gmvae
      a
      ```

      <!-- gmvae:output 12 -->
      ```output
      <!-- /gmvae:output -->
      ```
      <!-- /gmvae:output -->
      words
      """
    let notebook = Notebook(parsing: Array(text.utf8))
    let output = try #require(notebook.cells.first?.output)
    #expect(output.hash == "12" && notebook.cells[0].isStale)
    #expect(String(decoding: output.content, as: UTF8.self) == "```output\n<!-- /gmvae:output -->\n```\n")
    #expect(notebook.parts.last == .prose(Array("words".utf8)))
  }

  @Test("an output reads well")
  func written() {
    var notebook = Notebook(parsing: Array("```gmvae\nprint 1\n```\n\nWords".utf8))
    let parts = [OutputPart.text("1"), .text("``` 2"), .figure(name: "latents", path: "n_files/latents.png")]
    notebook.setOutput(CellOutput(of: notebook.cells[0], showing: parts), ofCell: 0)
    #expect(
      String(decoding: notebook.bytes, as: UTF8.self) == """
        ```gmvae
        print 1
        ```

        <!-- gmvae:output \(notebook.cells[0].hash) -->

        ````output
        1
        ``` 2
        ````

        ![latents](n_files/latents.png)

        <!-- /gmvae:output -->

        Words
        """)
    #expect(!notebook.cells[0].isStale)
  }

  @Test("the points of a figure are named after it, for pages to find")
  func points() {
    var notebook = Notebook(parsing: Array("```gmvae\nplot latents\n```\n".utf8))
    let figure = OutputPart.figure(name: "latents", path: "n_files/a.png", points: "n_files/a.json")
    notebook.setOutput(CellOutput(of: notebook.cells[0], showing: [figure]), ofCell: 0)
    let text = notebook.cells[0].output?.markdown ?? ""
    #expect(text == "\n![latents](n_files/a.png)\n<!-- gmvae:points n_files/a.json -->\n\n")
    #expect(Notebook(parsing: notebook.bytes) == notebook)
    #expect(OutputPart.points(inComment: "<!-- gmvae:points n_files/a.json -->\n") == "n_files/a.json")
    #expect(OutputPart.points(inComment: "<!-- words -->") == nil)
  }

  @Test("a changed cell makes its output stale, other line breaks do not")
  func stale() {
    var notebook = Notebook(parsing: Array("```gmvae\nprint 1\n```\n".utf8))
    notebook.setOutput(CellOutput(of: notebook.cells[0], showing: [.text("1")]), ofCell: 0)
    let text = String(decoding: notebook.bytes, as: UTF8.self)
    #expect(Notebook(parsing: Array(text.replacing("print 1", with: "print 2").utf8)).cells[0].isStale)
    #expect(!Notebook(parsing: Array(text.replacing("\n", with: "\r\n").utf8)).cells[0].isStale)
  }

  @Test("a file that was written is linked; what was linked is known when the notebook is read again")
  func links() throws {
    var notebook = Notebook(parsing: Array("a\n\n```gmvae\nprint 1\n```\n\n[x](y.csv)\n".utf8))
    let names = FigureNames(notebook: "a/n.md")
    func parts(_ kind: String, _ path: String) -> [OutputPart] {
      OutputPart.parts(of: .record(Record(kind: kind, fields: [.init("path", .text(path))])), names: names) { $0.text }
    }
    let all = parts("file", "a/b (1).csv") + parts("figure", "a/n_files/c.png") + parts("file", "d.csv")
    #expect(all.prefix(2) == [.file(path: "b%20%281%29.csv"), .figure(name: "figure", path: "n_files/c.png")])
    notebook.setOutput(CellOutput(of: notebook.cells[0], showing: all), ofCell: 0)
    #expect(Notebook(parsing: notebook.bytes).links == ["b%20%281%29.csv", "n_files/c.png"])
  }

  @Test("a film is linked as a figure is, and a training is followed by what it drew")
  func drawn() {
    let names = FigureNames(notebook: "a/n.md")
    let film = Record(
      kind: "film", fields: [.init("name", .text("style")), .init("path", .text("a/n_files/style.gif"))])
    let training = Record(kind: "training", fields: [.init("epochs", .number(2)), .init("watched", .record(film))])
    let link = OutputPart.figure(name: "style", path: "n_files/style.gif")
    #expect(OutputPart.parts(of: .record(film), names: names) { $0.text } == [link])
    #expect(
      OutputPart.parts(of: .record(training), names: names) { $0.text } == [.text("training(epochs: 2)"), link])
    #expect(FigureNames.isGiven("style-2.gif"))
  }

  @Test("figures are named for what they show and linked from the notebook's folder")
  func names() {
    var names = FigureNames(notebook: "a b/tour.md")
    #expect(
      ["latents", "data", "latents"].map { names.next($0) } == [
        "a b/tour_files/latents.png", "a b/tour_files/data.png", "a b/tour_files/latents-2.png",
      ])
    #expect(names.next("latents", ending: "gif") == "a b/tour_files/latents-3.gif")
    #expect(names.link(toPicture: "a b/tour_files/é (1).png") == "tour_files/%C3%A9%20%281%29.png")
    for path in ["figures/a.png", "a b/../c.png", "a b/c.pdf", "/a b/c.png"] {
      #expect(names.link(toPicture: path) == nil)
    }
    #expect(names.path(ofLink: "tour_files/%C3%A9%20%281%29.png") == "a b/tour_files/é (1).png")
    for link in ["../c.png", "/etc/a.png", "https://a.b/c.png", "%2Fetc"] { #expect(names.path(ofLink: link) == nil) }
    #expect(["data.png", "latents-2.png", "a-b-12.png", "latents.json"].allSatisfy(FigureNames.isGiven))
    #expect(!["001-data.png", "Data.png", "data.jpg", "data-.png", "é.png"].contains(where: FigureNames.isGiven))
    #expect(FigureNames(notebook: "tour.md").folder == "tour_files")
    #expect(FigureNames(notebook: "tour.md").link(to: "/etc/a.png") == nil)
  }
}

@Suite("Words put into a notebook")
struct ProseTests {
  private func stored(_ text: String) throws -> Notebook {
    var notebook = Notebook(parsing: Array("```gmvae\nnote a\n```\n\n# Next\n\n```gmvae\nb\n```\n".utf8))
    notebook.setOutput(CellOutput(of: notebook.cells[0], showing: [.prose(Prose(text))]), ofCell: 0)
    return Notebook(parsing: notebook.bytes)
  }

  @Test("stand in an output as they are, without blank lines around them")
  func written() throws {
    let output = try #require(try stored("\n\n## A *b*\n\n- c\r\n- d \u{1b}[1m\n\n").cells[0].output)
    #expect(output.markdown == "\n## A *b*\n\n- c\n- d \\u{1b}[1m\n\n")
  }

  @Test(
    "end in it, whatever they leave open, and no part of the notebook is lost",
    arguments: [
      "```", "~~~~ swift\na\n~~~", "<!-- open", "<!-- /gmvae:output -->", "<!-- gmvae:output 12 -->\n\n```gmvae\na",
      "  <!-- a -->\n```\n<!-- /gmvae:output -->",
    ])
  func contained(text: String) throws {
    let notebook = try stored(text)
    #expect(notebook.cells.map(\.text) == ["note a\n", "b\n"] && !notebook.cells[0].isStale)
    #expect(notebook.parts.contains(.prose(Array("\n# Next\n\n".utf8))), "\(notebook.parts)")
  }

  @Test("have cells where they would run")
  func cells() {
    #expect(Prose("a\n\n~~~gmvae\nquit\n~~~").hasCells && !Prose("```swift\nlet a = 1\n```\n<!--").hasCells)
  }
}
