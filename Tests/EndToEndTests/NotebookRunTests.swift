import Foundation
import TestSupport
import Testing

@Suite("Running a notebook")
struct NotebookRunTests {
  static let text = """
    ---
    parameters:
      n: 2
    seed: 5
    ---
    # A notebook

    ```gmvae
    load arcs count=300
    model hidden=4
    print n
    ```

    Words.

    ```gmvae varies
    train n epochs
    plot latents
    ```

    ```gmvae
    print "the end"
    ```

    """

  private func program(_ text: String = text) throws -> Program {
    let program = try Program()
    try program.folder.write(Array(text.utf8), to: "a/n.md")
    return program
  }

  private func stored(_ program: Program) -> String {
    String(decoding: program.folder.bytes("a/n.md") ?? [], as: UTF8.self)
  }

  @Test("shows its outputs and leaves the file as it is")
  func shows() throws {
    let program = try program()
    let run = try program.run("run", "a/n.md", "n=1")
    #expect(run.status == 0 && run.results.contains("\n1\ntraining") && run.results.contains("figures/001-latents.png"))
    #expect(stored(program) == Self.text && program.folder.names(in: "a") == ["n.md"])
  }

  @Test("--update stores them, the same bytes each time, and --check then agrees")
  func updates() throws {
    let program = try program()
    #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
    let first = stored(program)
    #expect(first.contains("\n2\n```") && first.contains("![latents](n_files/latents.png)"))
    #expect(!first.contains("seconds"))
    let picture = program.folder.bytes("a/n_files/latents.png")
    #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
    #expect(stored(program) == first && program.folder.bytes("a/n_files/latents.png") == picture && picture != nil)
    #expect(
      program.folder.names(in: "a/n_files") == ["latents.json", "latents.png"]
        && program.folder.names(in: "figures") == [])
    let check = try program.run("-q", "run", "a/n.md", "--check", "--tolerance", "0")
    #expect(check.status == 0 && check.messages == "", "\(check.messages)")
  }

  @Test("--check tells each difference with its line, writes nothing, and ends with 1")
  func checks() throws {
    let program = try program()
    #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
    let first = stored(program)
    let other = try program.run("-q", "run", "a/n.md", "n=3", "--check")
    #expect(other.status == 1)
    let line = try #require(first.components(separatedBy: "\n").firstIndex(of: "2")) + 1
    #expect(other.messages.contains("a/n.md:\(line): stored: 2\n  now:    3\n"), "\(other.messages)")
    let changed = first.replacing("\"the end\"", with: "\"The end\"")
    try program.folder.write(Array(changed.utf8), to: "a/n.md")
    let picture = program.folder.bytes("a/n_files/latents.png")
    let stale = try program.run("-q", "run", "a/n.md", "--check")
    #expect(stale.status == 1 && stale.messages.contains("the cell was changed after its output was stored"))
    #expect(stored(program) == changed && program.folder.bytes("a/n_files/latents.png") == picture)
  }

  @Test("nothing runs where a cell is wrong; the errors point into the file")
  func refuses() throws {
    let program = try program(Self.text.replacing("print \"the end\"", with: "print q\ntrian 3\n"))
    let run = try program.run("run", "a/n.md", "--update")
    #expect(run.status == 2 && run.results == "" && run.messages.contains("a/n.md:22:7: error: "))
    #expect(run.messages.contains("a/n.md:23:1: error: "), "\(run.messages)")
  }

  @Test("what the command line sets wrongly is refused")
  func arguments() throws {
    let program = try program()
    let unknown = try program.run("run", "a/n.md", "m=3")
    #expect(unknown.status == 2 && unknown.messages.contains("the notebook has no parameter 'm'"))
    for wrong in [
      ["run", "a/n.md", "--update", "--check"], ["run", "a.gmv", "--update"], ["run", "a/n.md", "--tolerance", "1"],
      ["run", "a/n.md", "--check", "--tolerance", "2"],
    ] {
      #expect(try program.run(wrong).status == 64, "\(wrong)")
    }
    #expect(try program.run("run", "none.md", "--update").status == 1)
  }

  @Test("an error keeps the outputs of the cells before it")
  func fails() throws {
    let program = try program(Self.text.replacing("print \"the end\"", with: "expect n == 3\nprint \"the end\""))
    let run = try program.run("run", "a/n.md", "--update")
    #expect(run.status == 1 && run.messages.contains("a/n.md:22:8: error: "), "\(run.messages)")
    let text = stored(program)
    #expect(text.components(separatedBy: "<!-- gmvae:output").count == 3 && text.contains("latents.png"))
  }

  @Test("Ctrl-C keeps the outputs of the cells before it")
  func interrupted() throws {
    let program = try program(Self.text.replacing("train n epochs", with: "train 100000 epochs"))
    let process = try program.start(["run", "a/n.md", "--update"])
    #expect(program.waits(for: "epoch 3/"))
    process.interrupt()
    #expect(try program.finished(process).status == 130)
    let text = stored(program)
    #expect(text.components(separatedBy: "<!-- gmvae:output").count == 2 && text.contains("\n2\n```"))
  }

  @Test("a file that was changed meanwhile is left as it is")
  func changed() throws {
    let text = Self.text.replacing("print \"the end\"", with: "save notebook \"a/n.md\" force=true")
    let program = try program(text)
    let run = try program.run("run", "a/n.md", "--update")
    #expect(run.status == 1 && run.messages.contains("error: 'a/n.md' was changed while it ran"), "\(run.messages)")
    #expect(stored(program).hasPrefix("---\nthreads: "))
  }

  private static let files = """
    ```gmvae
    load arcs count=300
    plot data
    plot data > "a/n_files/own.png"
    describe data > "a/classes.csv"
    ```

    """

  @Test("files that it made itself are replaced without force, others are not")
  func ownFiles() throws {
    let program = try program(Self.files)
    try program.folder.write(Array("mine".utf8), to: "a/classes.csv")
    let refused = try program.run("-q", "run", "a/n.md", "--update")
    #expect(refused.status == 1 && refused.messages.contains("'a/classes.csv' exists"), "\(refused.messages)")
    #expect(program.folder.bytes("a/classes.csv") == Array("mine".utf8))
    try FileManager.default.removeItem(atPath: program.folder.path("a/classes.csv"))
    try FileManager.default.removeItem(atPath: program.folder.path("a/n_files/own.png"))
    for _ in 0..<2 {
      let run = try program.run("-q", "run", "a/n.md", "--update")
      #expect(run.status == 0, "\(run.messages)")
    }
    #expect(stored(program).contains("\n[classes.csv](classes.csv)\n"))
    #expect(try program.run("-q", "run", "a/n.md", "--check").status == 0)
  }

  @Test("--update removes the figures that no output shows any more, and nothing that somebody else put there")
  func oldFigures() throws {
    let program = try program(Self.files)
    #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
    for name in ["photo.png", "notes.txt", "DATA.png"] {
      try program.folder.write(Array("mine".utf8), to: "a/n_files/\(name)")
    }
    let picture = try #require(program.folder.bytes("a/n_files/data.png"))
    for name in ["data-2.png", "001-data.png"] { try program.folder.write(picture, to: "a/n_files/\(name)") }
    let run = try program.run("run", "a/n.md", "--update")
    #expect(run.status == 0 && run.messages.contains("'a/n_files/data-2.png' is removed: no output shows it any more"))
    #expect(
      program.folder.names(in: "a/n_files").sorted()
        == ["001-data.png", "DATA.png", "data.png", "notes.txt", "own.png", "photo.png"])
  }

  private static let films = """
    ```gmvae
    load arcs count=300
    model components=3 hidden=6
    snapshot start
    train 2 epochs watch=latents
    train 2 epochs watch="a/history.gif"
    ```

    ```gmvae
    animate latents
    animate latents > "a/own.gif"
    ```

    """

  @Test("films and watched figures belong to the notebook as figures do: shown, checked, never drawn by --check")
  func films() throws {
    let program = try program(Self.films)
    for _ in 0..<2 {
      #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
      #expect(program.folder.names(in: "a/n_files") == ["latents-2.gif", "latents.png"])
    }
    let text = stored(program)
    for link in [
      "latents](n_files/latents.png", "history](history.gif", "latents](n_files/latents-2.gif", "latents](own.gif",
    ] {
      #expect(text.contains("\n![\(link))\n"), "\(link)")
    }
    func numbers() -> [Int?] {
      ["n_files/latents.png", "n_files/latents-2.gif", "history.gif", "own.gif"].map {
        try? FileManager.default.attributesOfItem(atPath: program.folder.path("a/\($0)"))[.systemFileNumber] as? Int
      }
    }
    let before = numbers()
    let check = try program.run("-q", "run", "a/n.md", "--check")
    #expect(check.status == 0 && check.messages == "", "\(check.messages)")
    #expect(numbers() == before && !before.contains(nil))
  }

  @Test("--check tells of films that differ or are missing, and --update removes those that no output shows")
  func oldFilms() throws {
    let program = try program(Self.films)
    #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
    let text = stored(program), own = try #require(program.folder.bytes("a/own.gif"))
    try program.folder.write(own, to: "a/history.gif")
    let changed = try program.run("-q", "run", "a/n.md", "--check")
    #expect(
      changed.status == 1 && changed.messages.contains("a/n.md:1: the film 'a/history.gif' "), "\(changed.messages)")
    try FileManager.default.removeItem(atPath: program.folder.path("a/n_files/latents-2.gif"))
    let missing = try program.run("-q", "run", "a/n.md", "--check")
    #expect(missing.status == 1 && missing.messages.contains("the film 'a/n_files/latents-2.gif' is missing"))
    try program.folder.write(Array(text.replacing("animate latents\n", with: "").utf8), to: "a/n.md")
    try program.folder.write(own, to: "a/n_files/latents-2.gif")
    let update = try program.run("run", "a/n.md", "--update")
    #expect(update.messages.contains("'a/n_files/latents-2.gif' is removed: no output shows it any more"))
    #expect(program.folder.names(in: "a/n_files") == ["latents.png"])
  }

  @Test("through a link, the figures lie beside the notebook itself")
  func link() throws {
    let program = try program(Self.files)
    try FileManager.default.createSymbolicLink(atPath: program.folder.path("link.md"), withDestinationPath: "a/n.md")
    let run = try program.run("-q", "run", "link.md", "--update")
    #expect(run.status == 0 && program.folder.names(in: "link_files") == [], "\(run.messages)")
    #expect(
      program.folder.names(in: "a/n_files").contains("data.png") && stored(program).contains("(n_files/data.png)"))
    let render = try program.run("render", "link.md", "-o", "page.html")
    #expect(render.status == 0 && !render.messages.contains("is not there"), "\(render.messages)")
  }

  @Test("what a cell gives before it quits is stored and compared, and differences before it count")
  func quits() throws {
    let program = try program("```gmvae\nlet n = 1\nprint n\n```\n\n```gmvae\nprint 5\nquit\n```\n")
    #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
    #expect(stored(program).contains("\n5\n"))
    try program.folder.write(Array(stored(program).replacing("\n1\n", with: "\n2\n").utf8), to: "a/n.md")
    let check = try program.run("-q", "run", "a/n.md", "--check")
    #expect(check.status == 1 && check.messages.contains("stored: 2"), "\(check.messages)")
  }

  @Test("--check compares pictures too, where the same versions and fonts made them")
  func pictures() throws {
    let program = try program(Self.files)
    #expect(try program.run("-q", "run", "a/n.md", "--update").status == 0)
    var picture = try #require(program.folder.bytes("a/n_files/data.png"))
    let other = try program.run("-q", "-c", "load arcs count=300 seed=8; plot data > \"other.png\"")
    #expect(other.status == 0, "\(other.messages)")
    try program.folder.write(try #require(program.folder.bytes("other.png")), to: "a/n_files/data.png")
    let check = try program.run("-q", "run", "a/n.md", "--check")
    #expect(check.status == 1 && check.messages.contains("a/n.md:1: the picture 'a/n_files/data.png' "))
    let place = try #require(picture.firstRange(of: Array("cairo".utf8)))
    picture.replaceSubrange(place, with: Array("Cairo".utf8))
    try program.folder.write(picture, to: "a/n_files/data.png")
    #expect(try program.run("-q", "run", "a/n.md", "--check").status == 0)
    try FileManager.default.removeItem(atPath: program.folder.path("a/n_files/data.png"))
    let missing = try program.run("-q", "run", "a/n.md", "--check")
    #expect(missing.status == 1 && missing.messages.contains("the picture 'a/n_files/data.png' is missing"))
  }
}
