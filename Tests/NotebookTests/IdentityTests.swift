import Foundation
import Language
import Session
import TestSupport
import Testing

@testable import Notebook

@Suite("The bytes of notebooks")
struct IdentityTests {
  /// Checks that nothing of a file is lost, before and after its outputs are replaced.
  private func check(_ bytes: [UInt8]) {
    var notebook = Notebook(parsing: bytes)
    let text = String(decoding: bytes, as: UTF8.self), seed = SeededGenerator(0)
    #expect(notebook.bytes == bytes, "\(seed): \(text.debugDescription)")
    for (index, cell) in notebook.cells.enumerated() {
      let parts = [OutputPart.text(text), .figure(name: "a", path: "b.png"), .text("``` c")]
      notebook.setOutput(CellOutput(of: cell, showing: parts), ofCell: index)
    }
    let again = Notebook(parsing: notebook.bytes)
    #expect(again == notebook && !again.cells.contains { $0.isStale }, "\(seed): \(text.debugDescription)")
    do throws(Diagnostics) {
      _ = try NotebookProgram(again, named: "n.md", Commands.set).frontMatter.statements()
    } catch {
      #expect(!error.all.isEmpty && !error.rendered().isEmpty, "\(seed): \(text.debugDescription)")
    }
  }

  @Test("20,000 random notebooks print to themselves, and so do they with new outputs")
  func generated() {
    var generator = GeneratedNotebook(seed: 1)
    var cells = 0
    for _ in 0..<20_000 {
      let bytes = generator.bytes()
      cells += Notebook(parsing: bytes).cells.count
      check(bytes)
    }
    #expect(cells > 3_000)
  }

  @Test("and so does what fuzzing has kept")
  func kept() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fuzz/Corpus/notebook")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count >= 9)
    for file in files { check(Array(try Data(contentsOf: file))) }
  }

  @Test("replacing outputs leaves all other bytes as they are")
  func others() {
    let before = "# A\r\n```gmvae\r\nprint 1\r\n```\r\nwords\r\n```gmvae\r\nprint 2\r\n```"
    var notebook = Notebook(parsing: Array(before.utf8))
    for index in 0..<2 {
      notebook.setOutput(CellOutput(of: notebook.cells[index], showing: [.text("x")]), ofCell: index)
    }
    #expect(String(decoding: notebook.bytes, as: UTF8.self).replacing("\r\n", with: "").contains("\n") == false)
    for index in 0..<2 { notebook.setOutput(nil, ofCell: index) }
    // The last line got its end when something was to follow it.
    #expect(String(decoding: notebook.bytes, as: UTF8.self) == before + "\r\n")
  }

  @Test("a megabyte of markers that never close is read at once")
  func linear() {
    for piece in [
      "```gmvae\n```\n<!-- gmvae:output 1 -->\n", "```gmvae\n```\n<!-- gmvae:output 1 -->\n~~~\n", "<!--\n",
    ] {
      let bytes = Array(String(repeating: piece, count: 30_000).utf8)
      #expect(Notebook(parsing: bytes).bytes == bytes)
    }
  }

  @Test("a byte order mark before front matter, a cell or a heading hides nothing and stays")
  func byteOrderMark() throws {
    let cell = "```gmvae\nprint 1\n```\n"
    for text in ["---\nseed: 7\n---\n\n" + cell, cell, "# A\n\n" + cell] {
      let bytes = [0xef, 0xbb, 0xbf] + Array(text.utf8)
      let notebook = Notebook(parsing: bytes)
      #expect(notebook.bytes == bytes && notebook.cells.count == 1, "\(text)")
      let program = try NotebookProgram(notebook, named: "n.md", Commands.set)
      #expect(program.frontMatter.seed?.words == (text.hasPrefix("---") ? "7" : nil) && program.cells[0].count == 1)
      if text.hasPrefix("#") { #expect(NotebookSummary(notebook, named: "n.md", Commands.set)?.title == "A") }
    }
  }
}
