import Language
import Testing

@testable import Terminal

@Suite("What people type by habit")
struct HabitTests {
  private static let known: Set<String> = ["load", "train", "plot", "help", "open", "print", "let", "ratio"]

  static let answers: [(typed: String, answer: Habits.Answer?)] = [
    ("?", .run("help")), ("train?", .run("help train")), ("?train", .run("help train")),
    ("plot latents?", .run("help plot latents")),
    ("help(train)", .run("help train")), ("help(\"train\")", .run("help train")), ("train --help", .run("help train")),
    ("Train -h", .run("help train")), ("man train", .run("help train")), ("help()", .run("help")),
    ("\\d", .run("describe data")), (".tables", .run("describe data")), ("\\q", .run("quit")), ("quit()", .run("quit")),
    ("version", .run("doctor")), ("ls", .files("")), ("ls figures", .files("figures")), ("pwd", .folder),
    ("%time train 1 epoch", .timed("train 1 epoch")), ("who", .variables), ("%whos", .variables),
    ("replot", .plotAgain), ("%%time\nload arcs\ntrain 1 epoch", .timed("load arcs\ntrain 1 epoch")),
    ("open figures/001-latents.png", .opened("figures/001-latents.png")), ("open \"a b.PDF\"", .opened("a b.PDF")),
    ("Train 5 epochs", .run("train 5 epochs")), ("LOAD arcs", .run("load arcs")),
    ("load arcs // five of them", .run("load arcs # five of them")), ("// a remark", .run("# a remark")),
    ("gmvae> train 1 epoch", .run("train 1 epoch")),
    ("gmvae> for k in 0..<2 {\n  ...>   print k\n  ...> }", .run("for k in 0..<2 {\n  print k\n}")),
    ("train 5 epochs", nil), ("print \"a // b\"", nil), ("load csv //server/a.csv", nil), ("ratio", nil),
    ("Ratio", .run("ratio")),
    ("print 1 # really?", nil), ("", nil), (";", nil), ("open model a.safetensors", nil), ("let a = 3", nil),
  ]

  @Test("is run as what stands for it here", arguments: answers)
  func isRun(typed: String, answer: Habits.Answer?) {
    #expect(Habits.answer(to: typed, known: Self.known) == answer)
  }

  static let tellings: [(typed: String, part: String)] = [
    ("!ls", "no program is started from here"), ("cd data", "write data/file"),
    ("%timeit train 1 epoch", "set timing on"),
    ("del n", "let n = 0"), ("clear", "Ctrl-L"), ("alias t=train", "define t n { train n epochs }"),
    ("%time", "%time train 1 epoch"), ("%matplotlib inline", "figures appear by themselves"),
  ]

  @Test("or is told in one line how it is done here", arguments: tellings)
  func isTold(typed: String, part: String) throws {
    guard case .told(let line)? = Habits.answer(to: typed, known: Self.known) else {
      Issue.record("\(typed) is not told")
      return
    }
    #expect(line.contains(part) && !line.contains("\n"))
  }

  @Test("a name of the person's own comes first")
  func ownNames() {
    for word in ["who", "ls", "pwd", "clear", "version", "man"] {
      #expect(Habits.answer(to: word + " 1", known: Self.known.union([word])) == nil)
    }
  }
}
