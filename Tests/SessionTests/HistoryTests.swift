import Testing

@testable import Language
@testable import Session

@Suite("The history and its script")
struct HistoryTests {
  /// The script of what a bench ran, without its head.
  private func script(_ bench: Workbench) throws -> [String] {
    try bench.run("save script \"s.gmv\" force=true")
    let lines = String(decoding: try bench.read("s.gmv"), as: UTF8.self).split(separator: "\n").map(String.init)
    return Array(lines.drop { $0.hasPrefix("#") }.dropFirst(2))
  }

  @Test("statements are listed with numbers and how they ended, the last few where a number is given")
  func lists() throws {
    let bench = try Workbench()
    try bench.run("let a = 1; for i in 0..<2 {\n  print i\n}")
    _ = bench.complaint("model")
    _ = bench.complaint("nonsense")
    let table = try bench.table("history")
    #expect(table.columns.map(\.name) == ["number", "statement", "outcome"])
    #expect(
      table.rows == [
        [.number(1), .text("let a = 1"), .text("worked")],
        [.number(2), .text("for i in 0..<2 { print i }"), .text("worked")],
        [.number(3), .text("model"), .text("failed")],
      ])
    #expect(try bench.table("history 2").rows.map { $0[1].text } == ["model", "history"])
  }

  @Test("a script has the statements that worked, and at its head seed, threads and the data's checksum")
  func saves() throws {
    let bench = try Workbench(seed: 42)
    try bench.run("define probe k { print k }; load arcs count=200; probe 3 # three\nhistory; help train")
    _ = bench.complaint("train 1 epoch")
    try bench.run("let n = 2; for i in 0..<n { print i }; save script \"s.gmv\"")
    let checksum = try bench.run("data.checksum").text
    let text = String(decoding: try bench.read("s.gmv"), as: UTF8.self)
    #expect(text.hasPrefix("# gmvae 0.1.0, 2 threads, ") && text.contains("\n# data: arcs, checksum \(checksum)\n"))
    #expect(
      text.contains(
        """

        threads 2
        seed 42
        define probe k { print k }
        load arcs count=200
        expect data.checksum == "\(checksum)", "the data is the same as before"
        probe 3  # three
        let n = 2
        for i in 0..<n { print i }

        """))
  }

  @Test("variables from outside become lets, in place of the script's own")
  func outside() throws {
    let bench = try Workbench()
    bench.interpreter.give("n", .number(-0.1))
    bench.interpreter.give("name", .text("a \"b\" \\(c)\n\u{1B}"))
    try bench.run("let n = 3; let m = 4; print n")
    #expect(
      try script(bench).prefix(4) == [
        "let n = -0.1", "let name = \"a \\\"b\\\" \\\\(c)\\n\\u{1b}\"", "let m = 4", "print n",
      ])
  }

  @Test("a script that was sourced is written out, also one that failed half way")
  func sources() throws {
    let bench = try Workbench()
    try bench.folder.write(Array("let a = 1\nsource \"inner.gmv\"\nlet c = 3".utf8), to: "outer.gmv")
    try bench.folder.write(Array("let b = 2 # two\nlet b = b + 1".utf8), to: "inner.gmv")
    try bench.folder.write(Array("let d = 4\nmodel\nlet e = 5".utf8), to: "broken.gmv")
    try bench.run("source \"outer.gmv\"")
    _ = bench.complaint("source \"broken.gmv\"")
    #expect(try script(bench) == ["let a = 1", "let b = 2  # two", "let b = b + 1", "let c = 3", "let d = 4"])
  }

  @Test("what a failed loop did before it failed is kept, step by step")
  func partly() throws {
    let bench = try Workbench()
    try bench.run(
      "load arcs count=200; model hidden=4; define go n { let twice = 2 * n; let t = train twice steps; print n }")
    _ = bench.complaint("for i in 1..<5 { let a = evaluate samples=i; go i; print i; sample component (7 + i) }")
    #expect(
      try script(bench).suffix(6) == [
        "for i in [1] {", "let a = evaluate samples=1", "train steps=2", "print 1", "print i", "}",
      ])
  }

  @Test("a loop replayed step by step leaves its variable no longer than the loop itself does")
  func loopVariable() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; model hidden=4")
    try bench.run("for run in [1, 2] { train 0.0001 minutes batch=50 }; train 2 epochs; print run.epochs")
    let text = try script(bench).joined(separator: "\n"), again = try Workbench()
    try again.run(text)
    #expect(try again.number("run.epochs") == 2)
  }

  @Test("what was shown is kept for a notebook as far as there is room: long tables lose rows, old cells their output")
  func bounded() throws {
    let bench = try Workbench()
    try bench.run("let word = \"0123456789abcdef\"; repeat 10 { let word = word + word }")
    try bench.run("let list = []; repeat 30 { let list = list + [word] }")
    for _ in 0..<12 { try bench.run("print list") }
    let kept = bench.interpreter.journal.cells.map { $0.shown.reduce(0) { $0 + $1.text.utf8.count } }
    #expect(kept.reduce(0, +) <= 512 << 10 && kept.last ?? 0 > 100_000 && kept[10] == 0)
  }

  @Test("what worked is kept also where its result could not be written")
  func unwritten() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; model hidden=4")
    #expect(bench.complaint("train 2 steps > /proc/x.csv").hasPrefix("'/proc/x.csv' cannot be written"))
    #expect(bench.complaint("describe data > \"x.npz\"").hasPrefix("npz holds numbers alone"))
    #expect(try script(bench).suffix(2) == ["train steps=2", "describe data"])
  }

  @Test("training by the clock, and one that was interrupted, become so many steps")
  func steps() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200; model hidden=4")
    bench.interrupt(beforeStep: 6)
    try bench.run("let a = train 9 epochs batch=50 rate=2e-3")
    try bench.run("let b = train 0.0001 minutes batch=50")
    bench.interrupt(beforeStep: 1)
    try bench.run("train 2 epochs")
    let steps = try bench.number("b.steps")
    #expect(
      try script(bench).suffix(3).prefix(2) == [
        "let a = train steps=5 rate=0.002 batch=50", "let b = train steps=\(NumberText.exact(steps)) batch=50",
      ])
  }
}
