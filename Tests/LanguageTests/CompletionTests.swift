import Language
import Session
import Testing

@Suite("Completion")
struct CompletionTests {
  private static let figures = [
    "data", "reconstructions", "latents", "style", "density", "samples", "components", "usage", "confusion",
    "profile", "responsibilities", "weights", "history", "accuracy", "sweep", "panels",
  ]

  /// What is offered at the end of a line, suffixes included.
  private func offered(_ line: String, _ session: Session = Session()) -> [String] {
    Completer(interpreter: session.interpreter).complete(line: line, cursor: line.utf8.count).candidates
      .map { $0.text + $0.suffix }
  }

  @Test(
    "what may stand at the cursor is offered",
    arguments: [
      ("tr", ["train "]), ("plot ", figures.map { $0 + " " }), ("plot la", ["latents "]),
      ("plot we", ["weights "]), ("plot latents col", ["color="]),
      ("plot latents color=", ["label ", "component ", "entropy ", "batch "]),
      ("plot latents colour=e", ["entropy "]), ("plot latents dark=t", ["true "]),
      ("plot latents color=label c", ["count="]),
      (
        "train 50 ",
        [
          "epochs ", "steps ", "minutes ", "recipe=", "rate=", "batch=", "samples=", "lambda=", "objective=", "binary=",
          "augment=", "reconstruction_weight=", "conditional_weight=", "style_weight=", "eta=", "alpha=",
          "consistency=",
          "temperature=", "balance=", "entropy=", "groups=", "neighbors=", "partition=", "distortion=", "supervision=",
          "pretrain=",
          "first=", "early=", "warmup=",
          "cosine=",
          "annealing=", "patience=", "restarts=", "trial=", "start=", "precision=", "metrics=", "watch=", "log=",
        ]
      ),
      (
        "train 50 epochs rate=1e-3 b",
        [
          "batch=", "binary=", "balance=",
        ]
      ),
      (
        "sample component ",
        [
          "0 ", "1 ", "2 ", "count=", "style=", "batch=", "title=", "width=", "height=", "dark=", "scale=",
          "palette=", "legend=", "xlabel=", "ylabel=", "xlim=", "ylim=", "log=", "annotate=", "font=", "dpi=",
        ]
      ),
      ("model ar", ["arcs "]), ("source ", ["five-arcs.gmv "]), ("let a = com", ["compare ", "compute "]),
      ("let a = compute ", ["accuracy "]),
      ("evaluate; plot sa", ["samples "]), ("for k in 0..<model.c", ["model.components"]),
      ("for k in 0..<3 { tra", ["train "]),
      ("for k ", ["in "]), ("print \"tr", []), ("train # tr", []), ("help plot h", []),
      ("help pl", ["plot "] + figures.map { "plot \($0) " }),
      ("print sq", ["sqrt("]), ("print data.cl", ["data.classes"]), ("zzz", []),
      ("plot history terms=[elbo, st", ["style "]), ("load csv o", ["own/"]), ("load csv a", ["a.csv "]),
      ("load csv m", ["\"my data.csv\"", "missing="]), ("load csv \"my", ["my data.csv\""]),
      ("let a = load csv \"o", ["own/"]),
      ("load csv \"a.csv\" test=\"", []), ("plot latents title=\"o", []), ("print \"a", []),
    ])
  func offers(line: String, expected: [String]) {
    #expect(offered(line) == expected)
  }

  @Test("variables and the fields of records are offered where values stand")
  func variables() throws {
    let session = Session()
    try session.run("let acc = compute accuracy; define probe k { }")
    #expect(offered("print acc.p", session) == ["acc.prototype", "acc.purity"])
    #expect(offered("train ac", session) == ["acc"])
    #expect(offered("train (ac", session) == ["acc", "acc.prototype", "acc.purity", "acc.nmi"])
    #expect(offered("pro", session) == ["probe "])
  }

  @Test("only the word at the cursor is replaced, wherever the cursor is")
  func replaced() {
    let completer = Completer(interpreter: Session().interpreter)
    let completion = completer.complete(line: "plot latents color=la dark=true", cursor: 21)
    #expect(completion.replacing == 19..<21)
    #expect(completion.candidates.map(\.text) == ["label"])
    #expect(completer.complete(line: "größe", cursor: 99).replacing == 0..<7)
    #expect(completer.complete(line: "", cursor: -1).candidates.contains { $0.text == "load" })
  }

  @Test("names that could steer the terminal are offered with escapes, and an escape that was typed finds them")
  func steeringNames() throws {
    let session = Session()
    session.host.files = ["a\u{9b}31m.csv", "a\u{202e}gpj.csv", "q\"b\\.csv"]
    #expect(offered("load csv a", session) == ["\"a\\u{9b}31m.csv\"", "\"a\\u{202e}gpj.csv\""])
    #expect(offered("load csv \"a\\u{202e}", session) == ["a\\u{202e}gpj.csv\""])
    #expect(offered("load csv q", session) == ["\"q\\\"b\\\\.csv\""])
    let written = "print \"a\\u{202e}gpj\\u{1b}\""
    #expect(try session.run(written) == ["a\u{202e}gpj\u{1b}"])
    let program = try Parser.parse(SourceText(name: "", text: written), Commands.set)
    #expect(SyntaxPrinter.print(program, Commands.set) == written + "\n")
    for wrong in ["\\u{110000}", "\\u{}", "\\u{zz}", "\\u12", "\\u{1234567}"] {
      #expect(session.message("print \"\(wrong)\"").contains("unknown escape in a text"), "\(wrong)")
    }
  }
}
