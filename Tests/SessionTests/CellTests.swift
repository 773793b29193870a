import Foundation
import Language
import Notebook
import Testing

@testable import Session

@Suite("Cells of a session", .serialized)
struct CellTests {
  private let start = "load arcs count=300\nmodel hidden=5 components=3\ntrain 2 epochs batch=60\nevaluate\nplot data\n"

  private func states(_ bench: Workbench) throws -> [String] { try bench.table("cells").rows.map { $0[2].text } }

  private func script(_ bench: Workbench) throws -> String {
    try bench.run("save script \"s.gmv\" force=true")
    return String(decoding: try bench.read("s.gmv"), as: UTF8.self)
  }

  /// The values that each cell of a saved notebook shows.
  private func outputs(_ bench: Workbench) throws -> [String] {
    try bench.run("save notebook \"n.md\" force=true")
    return String(decoding: try bench.read("n.md"), as: UTF8.self).components(separatedBy: "```gmvae")
  }

  @Test("are what save notebook writes: a statement each, none that failed or is about the session")
  func list() throws {
    let bench = try Workbench()
    try bench.run(start)
    _ = bench.complaint("train 3 epochs rate=9")
    try bench.run("history; help cells; cells; save script \"s.gmv\"; for i in 0..<2 {\n  print i\n}")
    let table = try bench.table("cells")
    let statements = [
      "load arcs count=300", "model hidden=5 components=3", "train 2 epochs batch=60", "evaluate", "plot data",
      "for i in 0..<2 { print i }",
    ]
    #expect(table.columns.map(\.name) == ["number", "statement", "state", "time"])
    #expect(table.rows.map { $0[0] } == (1...6).map { .number(Double($0)) })
    #expect(table.rows.map { $0[1].text } == statements)
    #expect(table.rows.allSatisfy { $0[2] == .text("fresh") })
    try bench.run("save notebook \"n.md\"")
    #expect(try Notebook(parsing: bench.read("n.md")).cells.count == 6)
  }

  @Test("run again on the session as it stands; what depends on that is stale or out of order")
  func rerun() throws {
    let bench = try Workbench()
    try bench.run(start)
    try bench.run("rerun 5")
    #expect(try states(bench) == Array(repeating: "fresh", count: 5), "a figure changes nothing")
    #expect(try bench.record("rerun 3")["epochs"] == .number(2))
    #expect(try bench.number("model.epoch") == 4)
    #expect(try states(bench) == ["fresh", "fresh", "out of order", "stale", "stale", "out of order"])
    #expect(try bench.table("cells").rows[5][1].text == "model.epoch")
    try bench.run("rerun 4")
    #expect(try states(bench) == ["fresh", "fresh", "out of order", "out of order", "stale", "out of order"])
  }

  @Test("a new output of a cell that changes nothing leaves the others fresh")
  func outOfOrderFigure() throws {
    let bench = try Workbench()
    try bench.run(start + "train 1 epoch batch=60\nevaluate")
    try bench.run("rerun 4")
    #expect(try states(bench) == ["fresh", "fresh", "fresh", "out of order", "fresh", "fresh", "fresh"])
  }

  @Test("run from the top give the outputs, numbers and weights of a new session")
  func rerunAll() throws {
    let bench = try Workbench(seed: 7), other = try Workbench(seed: 7)
    for bench in [bench, other] { bench.interpreter.give("given", .number(3)) }
    let more = """
      let n = 2
      define twice x { print 2 * x }
      seed 9
      sample component 1 count=n
      set theme dark
      snapshot a
      train 10 steps batch=50
      twice (n + given)
      let a = compute accuracy
      a.purity
      restore a
      threads 1
      train 3 steps
      evaluate
      """
    try bench.run(start + more)
    try bench.run("rerun 3; rerun 1; rerun 9")
    try bench.run("rerun all")
    #expect(try states(bench).allSatisfy { $0 == "fresh" })
    try other.run(start + more)
    #expect(try bench.weights() == other.weights())
    #expect(
      bench.session.state.draws == other.session.state.draws && bench.session.state.seed == other.session.state.seed)
    #expect(bench.interpreter.variables.map(\.name) == other.interpreter.variables.map(\.name))
    #expect(try script(bench) == script(other))
    #expect(try outputs(bench) == outputs(other))
  }

  @Test("dropped, they leave the session alone and notebook and script to do without them")
  func drop() throws {
    let bench = try Workbench(), other = try Workbench()
    try bench.run("print 1\n" + start + "train 1 epoch batch=60\nevaluate")
    try bench.run("drop 1")
    #expect(try states(bench) == Array(repeating: "fresh", count: 7))
    let epoch = try bench.session.value(named: "model")
    try bench.run("drop 4...6")
    #expect(bench.session.value(named: "model") == epoch)
    #expect(try states(bench) == ["fresh", "fresh", "fresh", "stale"])
    #expect(try !script(bench).contains("train 1 epoch"))
    try bench.run("rerun all")
    try other.run("load arcs count=300\nmodel hidden=5 components=3\ntrain 2 epochs batch=60\nevaluate")
    #expect(try bench.weights() == other.weights())
    #expect(try states(bench).allSatisfy { $0 == "fresh" })
  }

  @Test("stale outputs are marked in a saved notebook, with a note")
  func marks() throws {
    let bench = try Workbench()
    try bench.run(start + "rerun 3; save notebook \"n.md\"")
    let cells = Notebook(parsing: try bench.read("n.md")).cells
    #expect(cells.map(\.isStale) == [false, false, true, true, true])
    #expect(bench.takeNotes().contains { $0.contains("cells 3, 4, 5, which are marked as stale") })
    try bench.run("rerun all; save notebook \"n.md\"")
    #expect(try Notebook(parsing: bench.read("n.md")).cells.allSatisfy { !$0.isStale } && bench.takeNotes().isEmpty)
  }

  @Test("where one fails, it is as it was, and so is the session when all were to run")
  func failures() throws {
    let bench = try Workbench()
    let rows = (0..<60).map { "\($0),\($0 * $0 % 7),\($0 % 2)" }
    func write(_ rows: [String]) throws {
      try bench.folder.write(Array(rows.joined(separator: "\n").utf8), to: "d.csv")
    }
    try write(["a,b,c"] + rows)
    try bench.run("load csv \"d.csv\" label=c\nmodel hidden=4\ntrain 1 epoch batch=20\nlet n = 1\nlet k = data.count")
    let saved = try script(bench), state = bench.state, model = bench.session.state.models.current
    try write(["a,b,d"] + rows)
    #expect(bench.complaint("rerun 1").contains("c"))
    #expect(bench.complaint("rerun all").contains("c"))
    #expect(bench.state == state && bench.session.state.models.current === model)
    #expect(try script(bench) == saved && states(bench).allSatisfy { $0 == "fresh" })
    try write(["a,b,c"] + rows.dropLast(10))
    try bench.run("rerun all")
    #expect(try bench.number("k") < 50, "the data is taken as it is now")
    #expect(try script(bench) != saved, "and expected from then on")
  }

  @Test("an interruption keeps the cell, and the training as far as it came; of all cells, everything")
  func interruption() throws {
    let bench = try Workbench()
    bench.interpreter.isInterrupted = bench.session.environment.isInterrupted
    try bench.run(start)
    let before = try script(bench), state = bench.state
    bench.interrupt(fromStep: 20)
    #expect(throws: Interrupted.self) { try bench.run("rerun all") }
    bench.goOn()
    #expect(try bench.state == state && script(bench) == before)
    bench.interrupt(fromStep: 8)
    #expect(throws: Interrupted.self) { try bench.run("rerun 3") }
    bench.goOn()
    #expect(bench.state != state)
    #expect(try script(bench) == before)
    #expect(try states(bench).allSatisfy { $0 == "fresh" })
  }

  @Test("what runs them stands alone and names one that is there")
  func mistakes() throws {
    let bench = try Workbench()
    #expect(bench.complaint("rerun 1").contains("there is no cell 1 — every statement that does something becomes one"))
    try bench.run("print 1\nprint 2")
    #expect(bench.complaint("rerun 3").contains("there is no cell 3 — cells lists them, 1 to 2"))
    #expect(bench.complaint("drop 1 3").contains("there is no cell 3"))
    #expect(bench.complaint("repeat 2 { rerun 1 }").contains("'rerun' cannot be used in a block"))
    #expect(bench.complaint("let a = rerun all").contains("'rerun all' cannot be used in a block"))
    try bench.folder.write(Array("drop 1".utf8), to: "d.gmv")
    #expect(bench.complaint("source \"d.gmv\"").contains("'drop' cannot be used in a block"))
    #expect(try bench.table("cells").rows.count == 2)
    try bench.run("rerun cell 2; drop cells 1 2")
    #expect(try bench.table("cells").rows.isEmpty)
  }

  @Test("an interrupted training, a sourced script and a failed loop run again as what they did")
  func irregular() throws {
    let bench = try Workbench()
    try bench.folder.write(Array("let p = 4\nprint p".utf8), to: "p.gmv")
    try bench.run("load arcs count=300\nmodel hidden=5 components=3")
    bench.interrupt(beforeStep: 8)
    try bench.run("train 5 epochs batch=60")
    try bench.run("source \"p.gmv\"")
    _ = bench.complaint("for i in 0..<3 { print i; expect i < 1 }")
    let weights = try bench.weights(), steps = try bench.number("run.steps")
    try bench.run("drop \(try states(bench).count)")
    try bench.run("rerun all")
    #expect(try bench.weights() == weights && bench.number("run.steps") == steps)
    #expect(try bench.number("p") == 4)
  }

  @Test("keep the comments around them where they were written, also when they run again")
  func comments() throws {
    let bench = try Workbench()
    let part = "# the part\nprint 4 # inside\n# its end\n"
    try bench.folder.write(Array(part.utf8), to: "part.gmv")
    for text in ["# first", "  # second  \nload arcs count=300 # the data", "print \"# none\"; print 2 # two\n# three"]
    {
      try bench.run(text)
    }
    _ = bench.complaint("# tried\ntrain 3 epochs # too early")
    try bench.run("for i in 0..<2 {\n  # within\n  print i\n} # loop\nsource part.gmv\nhistory # a look\n# last")
    let lines = [
      "# first", "# second", "load arcs count=300  # the data", "print \"# none\"", "print 2  # two", "# three",
      "# tried",
      "for i in 0..<2 {", "  # within", "  print i", "}  # loop", "# the part", "print 4  # inside", "# its end",
      "# a look", "# last",
    ]
    func kept() throws -> [String] {
      Array(try script(bench).split(separator: "\n").map(String.init).drop { $0 != "# first" }).filter {
        !$0.hasPrefix("expect ")
      }
    }
    #expect(try kept() == lines)
    try bench.run("rerun all")
    #expect(try kept() == lines)
    #expect(try bench.table("cells").rows[0][1].text == "load arcs count=300  # the data")
    let notebook = try outputs(bench)
    #expect(notebook[1].hasPrefix("\n# first\n# second\nload arcs count=300  # the data\n"))
    #expect(notebook.last?.hasPrefix("\n# a look\n# last\n```") == true)
  }

  @Test("undo gives the session before the last change, a training's numbers included, and once more takes that back")
  func undo() throws {
    let bench = try Workbench(seed: 3), other = try Workbench(seed: 3)
    bench.interpreter.keepsUndo = true
    try bench.run(start)
    #expect(!bench.complaint("train 1 epoch rate=-1").isEmpty)
    try bench.run("let n = 5\nlet n = 6\nundo\nexpect n == 5")
    try bench.run("train 3 epochs batch=60 rate=3e-3\nevaluate\nplot latents")
    let cells = try states(bench).count, trained = try bench.weights()
    #expect(try bench.run("undo").text == "took back: train 3 epochs batch=60 rate=3e-3")
    #expect(try states(bench).count == cells - 3 && states(bench).allSatisfy { $0 == "fresh" })
    #expect(try bench.number("model.epoch") == 2 && bench.table("history").rows.last?[1] == .text("model.epoch"))
    try other.run(start)
    #expect(try bench.weights() == other.weights())
    #expect(try bench.run("undo").text == "took back: undo" && bench.weights() == trained)
    try bench.run("undo; train 1 epoch batch=60")
    try other.run("train 1 epoch batch=60")
    #expect(try bench.weights() == other.weights())
    let count = try bench.number("data.count")
    try bench.run("load arcs count=400; undo")
    #expect(try bench.number("data.count") == count)
  }

  @Test("undo is nothing for scripts, says what it cannot take back, and stands alone")
  func undoRefused() throws {
    let bench = try Workbench()
    try bench.run(start)
    #expect(bench.complaint("undo").contains("snapshot NAME and restore NAME are for scripts"))
    bench.interpreter.keepsUndo = true
    #expect(bench.complaint("undo").contains("no statement has changed anything yet"))
    #expect(bench.complaint("repeat 2 { undo }").contains("write it as a statement of its own"))
  }
}
