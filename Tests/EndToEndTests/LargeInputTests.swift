import Foundation
import TestSupport
import Testing

@Suite("Large inputs")
struct LargeInputTests {
  @Test("15 MB of statements are refused with a limit that is told, and so is more than 16 MB of anything")
  func statements() throws {
    let program = try Program()
    try program.folder.write(Array(String(repeating: "print 1\n", count: 1_900_000).utf8), to: "many")
    let many = try program.shell("ulimit -v 4000000; \"$GMVAE\" - <many")
    #expect(many.status == 2 && many.results == "" && many.messages.contains("this text is too large"))
    try program.folder.write([UInt8](repeating: UInt8(ascii: "#"), count: 17 << 20), to: "long")
    let long = try program.shell("\"$GMVAE\" - <long")
    #expect(
      long.status == 2
        && long.messages == "error: standard input is larger than 16 MB; keep numbers in a file, and load it\n")
  }

  @Test("a block of 20,000 lines from a pipe is read once, and so are 10,000 parameters of a notebook")
  func lines() throws {
    let program = try Program()
    let lines = (0..<20_000).map { "  let a = \($0)\n" }.joined()
    try program.folder.write(Array("if true {\n\(lines)}\nprint a\n".utf8), to: "block")
    #expect(try program.shell("\"$GMVAE\" -q <block").results == "19999\n")
    let parameters = (0..<10_000).map { "  p\($0): \($0)\n" }.joined()
    try program.folder.write(
      Array("---\nparameters:\n\(parameters)---\n\n```gmvae\nprint p9999\n```\n".utf8), to: "n.md")
    #expect(try program.run("-q", "run", "n.md").results == "9999\n")
  }

  @Test(
    "a session of 20,000 statements is saved as a notebook of its last 3,000, which says so, in time linear in their number"
  )
  func notebook() throws {
    let program = try Program()
    let statements = (0..<20_000).map { "let a = \($0)\n" }.joined()
    try program.folder.write(Array((statements + "save notebook \"n.md\"\nsave script \"s.gmv\"\n").utf8), to: "in")
    #expect(try program.shell("\"$GMVAE\" -q <in").status == 0)
    for name in ["n.md", "s.gmv"] {
      let text = String(decoding: program.folder.bytes(name) ?? [], as: UTF8.self)
      let kept = text.matches(of: #/let a = (\d+)/#).compactMap { Int($0.1) }
      #expect(kept.count >= 3_000 && kept == Array(20_000 - kept.count..<20_000), "\(kept.count)")
      #expect(text.contains("# the first \(20_000 - kept.count) statements of the session are not kept any more"))
    }
  }
}
