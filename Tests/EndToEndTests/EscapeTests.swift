import Foundation
import TestSupport
import Testing

@Suite("Escape sequences in files, names and errors")
struct EscapeTests {
  /// Sets a title, clears the screen, turns red by a C1 letter, and writes backwards.
  static let hostile = "x\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}y"

  static let uses: [[String]] = [
    ["-c", "load csv d.csv label=kind; describe data; model hidden=4; train 1 epoch; compute accuracy; plot latents"],
    ["-c", "load csv d.csv label=none"], ["-c", "load images p size=4 test=0.5; describe data; plot data"],
    ["-c", "load images p size=4 test=7"], ["-c", "source \"\(hostile).gmv\""], ["-c", "load csv \"\(hostile)\""],
    ["-c", "open model \"\(hostile)\""], ["-c", "print \(hostile)"], ["-c", "\(hostile) 3"],
    ["-c", "expect 1 == 2, \"\(hostile)\""],
    ["-c", "load arcs; plot data > \"\(hostile).gif\""], ["-c", "snapshot \(hostile)"], ["run", "\(hostile).gmv"],
    ["run", "\(hostile).md"], ["run", "n.md"], ["run", "n.md", "--check"], ["notebook", "list", "."],
    ["notebook", "new", "\(hostile).txt"], ["render", "none\(hostile).md"], ["help", hostile],
    ["--json", "-c", "load csv d.csv label=kind; describe data"],
  ]

  @Test("reach the terminal as text", arguments: uses)
  func shown(arguments: [String]) throws {
    let program = try Program()
    let rows = (0..<12).map { "\($0),\(12 - $0),\($0 % 2 == 0 ? Self.hostile : "b")" }
    try program.folder.write(Array("a,\"\(Self.hostile)\",kind\n\(rows.joined(separator: "\n"))\n".utf8), to: "d.csv")
    try program.folder.write(Array("let a = \nprint 1".utf8), to: "\(Self.hostile).gmv")
    let notebook =
      "---\ntitle: \(Self.hostile)\n---\n# \(Self.hostile)\n\n```gmvae\nprint 1, \"\(Self.hostile)\"\nnone\n```\n"
    try program.folder.write(Array(notebook.utf8), to: "n.md")
    let png = try Data(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "DataTests/Files/gray.png"))
    for name in ["\(Self.hostile)/1.png", "\(Self.hostile)/2.png", "b/1.png", "b/2.png"] {
      try program.folder.write(png, to: "p/\(name)")
    }
    let run = try program.run(arguments)
    let raw = (run.results + run.messages).unicodeScalars.filter(Self.isControl)
    #expect(raw.isEmpty, "\((run.results + run.messages).debugDescription)")
    #expect(!(run.results + run.messages).isEmpty)
  }

  /// What a terminal obeys: C0 but for line breaks and tabs, C1, and letters that turn the direction of writing.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10: false
    case ..<32, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
