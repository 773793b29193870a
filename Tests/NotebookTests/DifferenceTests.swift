import Language
import Testing

@testable import Notebook

@Suite("Comparing outputs")
struct DifferenceTests {
  /// The difference of what a cell gives now from what it gave, with its line.
  private func difference(_ stored: String, _ now: String, tolerance: Double = 0.01, varies: Bool = false) -> String? {
    var notebook = Notebook(parsing: Array("Words\n```gmvae\(varies ? " varies" : "")\nprint a\n```\n".utf8))
    let cell = notebook.cells[0]
    notebook.setOutput(CellOutput(of: cell, showing: stored.isEmpty ? [] : [.text(stored)]), ofCell: 0)
    let output = CellOutput(of: cell, showing: now.isEmpty ? [] : [.text(now)])
    guard
      let found = OutputDifference(
        of: notebook.cells[0], at: notebook.cellOffsets[0], now: output, tolerance: tolerance)
    else { return nil }
    let line = notebook.bytes.prefix(found.offset).count { $0 == UInt8(ascii: "\n") } + 1
    return "\(line): \(found.message)"
  }

  @Test("numbers agree within the tolerance, words as they are, blanks and rules always")
  func agree() {
    #expect(difference("elbo  -2.5\nb [1, 2]\n────", "elbo   -2.501\nb [1.001, 2]\n───") == nil)
    #expect(difference("a 1", "a 1") == nil && difference("", "") == nil)
    #expect(difference("x 1000", "x 1009") == nil && difference("x 1e-9", "x 0.001") == nil)
    #expect(difference("x nan", "x nan") == nil)
  }

  @Test("a difference is told with its line")
  func differ() {
    #expect(difference("a 1\nb 2", "a 1\nb 3") == "10: stored: b 2\n  now:    b 3")
    #expect(difference("a 1", "a 1\nb 3") == "10: stored: ```\n  now:    b 3")
    #expect(difference("a", "") == "2: an output is stored, and the cell gives none")
    #expect(difference("", "a") == "2: the cell gives an output, and none is stored")
    #expect(difference("x nan", "x 1") != nil && difference("x 1", "x 1.02") != nil)
  }

  @Test("in a cell that varies, any two numbers agree, and words still count")
  func varies() {
    #expect(difference("elbo 1 [3, 4]", "elbo 7e9 [-3, 0.5]", varies: true) == nil)
    #expect(difference("elbo 1", "purity 1", varies: true) != nil)
  }
}
