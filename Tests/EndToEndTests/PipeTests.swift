import Foundation
import TestSupport
import Testing

@Suite("A pipe in the place of a file")
struct PipeTests {
  static let uses = [
    "run p.md", "run p.md --check", "render p.md -o x.html", "render n.md -o x.html", "notebook list .",
    "-c 'load csv p.csv'", "-c 'load npy p.npy'", "-c 'load images pictures size=4'", "-c 'load mnist dir=sets'",
    "-c 'open model p.safetensors'", "-c 'load arcs count=200; plot data force=true > p.png'",
    "-c 'load arcs count=200; model hidden=4; save model p.safetensors force=true'",
    "run n.md --check",
  ]

  @Test("is told, and nobody waits for its other end", arguments: uses)
  func pipes(use: String) throws {
    let program = try Program()
    let notebook = """
      ```gmvae
      load arcs count=200
      plot data
      ```

      <!-- gmvae:output 0 -->

      ![data](n_files/data.png)
      <!-- gmvae:points n_files/data.json -->

      <!-- /gmvae:output -->

      """
    try program.folder.write(Array(notebook.utf8), to: "n.md")
    for folder in ["n_files", "pictures/a", "sets/mnist"] {
      try program.folder.write([], to: folder + "/keep")
    }
    let names = [
      "p.md", "p.csv", "p.npy", "p.safetensors", "p.png", "n_files/data.png", "n_files/data.json", "pictures/a/1.png",
      "sets/mnist/train-images-idx3-ubyte", "sets/mnist/train-labels-idx1-ubyte", "sets/mnist/t10k-images-idx3-ubyte",
      "sets/mnist/t10k-labels-idx1-ubyte",
    ]
    for name in names { #expect(mkfifo(program.folder.path(name), 0o600) == 0) }
    let run = try program.shell("timeout 40 \"$GMVAE\" \(use)")
    #expect(run.status != 124, "it did not wait")
    if !["render n.md", "notebook list"].contains(where: use.hasPrefix) {
      #expect(run.status != 0 && run.messages != "", "\(run.messages)")
    }
  }

  @Test("is told for history, start-up file and what a session saved by itself too; the prompt opens all the same")
  func prompt() throws {
    let program = try Program()
    for folder in [".local/state/gmvae", ".config/gmvae"] { try program.folder.write([], to: folder + "/keep") }
    for name in [".local/state/gmvae/history", ".local/state/gmvae/autosave.safetensors", ".config/gmvae/init.gmv"] {
      #expect(mkfifo(program.folder.path(name), 0o600) == 0)
    }
    let terminal = try PseudoTerminal(columns: 150, rows: 40)
    try terminal.spawn(
      "/usr/bin/env", ["-C", program.folder.path, Program.path],
      environment: program.environment.map { "\($0)=\($1)" }.sorted())
    try terminal.wait(for: "gmvae> ")
    #expect(terminal.screen.text.contains("history is not kept"))
    terminal.type("print 40 + 2\n")
    try terminal.wait(for: "\n42\n")
    terminal.type("quit\n")
    #expect(try terminal.waitForExit() == 0)
  }
}
