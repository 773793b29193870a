import TestSupport

/// Makes random sessions on a tiny data set, the same ones for the same seed: what a person could type, mistakes included.
struct GeneratedSession {
  private var generator: SeededGenerator
  private var variables = ["v"]

  private static let epochOptions = [
    "", "consistency=2 warmup=2 annealing=3", "restarts=3 trial=1", "pretrain=2 restarts=2", "objective=v1 alpha=1",
  ]
  private static let stepOptions = ["lambda=0", "lambda=[1, 0, 2]", "consistency=5 first=1", "pretrain=1 augment=0.5"]

  init(seed: UInt64) { generator = SeededGenerator(seed &* 0x9e37_79b9_7f4a_7c15) }

  /// The texts, to be run one after another; `@7` before one interrupts its training before step 7.
  mutating func texts() -> [String] {
    [
      "let v = 3",
      "define grow k { let half = k / 2; train k steps batch=40; print half; let e = evaluate; print e.elbo }",
      "define measure { accuracy }", "load arcs count=\(120 + 10 * number(4)) seed=\(number(1000))",
      "model components=3 hidden=5",
    ] + (0..<12).map { _ in statement(depth: 2) } + ["print v"]
  }

  private mutating func number(_ bound: Int) -> Int { generator.number(below: bound) }

  private mutating func pick(_ texts: [String]) -> String { texts[number(texts.count)] }

  private mutating func statement(depth: Int) -> String {
    if depth > 0, number(3) == 0 { return block(depth: depth - 1) }
    switch number(22) {
    case 0:
      variables.append("v\(variables.count)")
      return "let \(variables[variables.count - 1]) = \(expression())"
    case 1: return "let v = \(expression())"
    case 2: return "print \(expression()), \"\\(\(expression()))\""
    case 3: return "let a = accuracy on=\(pick(["train", "test"])); print a.purity, a.used"
    case 4: return "let e = evaluate; print e.elbo"
    case 5: return "let s = sample component \(number(3)) count=3; print s.examples[1]"
    case 6: return "seed \(pick(["5", "18446744073709551615", "v"]))"
    case 7: return "threads \(1 + number(2))"
    case 8: return "snapshot \(pick(["a", "b"]))"
    case 9: return "restore \(pick(["a", "b"]))"
    case 10: return "model components=\(2 + number(3)) hidden=[4, \(3 + number(3))]"
    case 11: return "load arcs count=\(100 + number(50))"
    case 12: return "set \(pick(["theme dark", "theme light", "autosave 3", "figures pictures"])); show theme"
    case 13: return "grow \(1 + number(5))"
    case 14: return "source \"\(pick(["part.gmv", "none.gmv"]))\""
    case 15:
      return pick([
        "print 1 / nothing", "train 2 steps > /proc/x.csv", "expect v == 1e9", "sample component 99",
        "let v = \"x\" + 1",
      ])
    case 16: return "train \(number(3)) epochs batch=30 rate=\(pick(["1e-3", "5e-3"]))"
    case 17: return "let t = train 0.0002 minutes batch=50; print t.elbo"
    case 19: return "let g = grow \(1 + number(3)); print g"
    case 20: return "let m = measure; print m.purity"
    case 18: return "@\(1 + number(9)) train 3 epochs batch=40 \(pick(Self.epochOptions))"
    default: return "train \(1 + number(6)) steps batch=50 \(pick(Self.stepOptions))"
    }
  }

  private mutating func block(depth: Int) -> String {
    let body = (0..<1 + number(3)).map { _ in statement(depth: depth) }.map { $0.drop { $0 == "@" || $0.isNumber } }
    let text = body.joined(separator: "\n") + "\n"
    switch number(4) {
    case 0: return "for i in 0..<\(1 + number(3)) {\n\(text)let v = i\nprint v\n}"
    case 1: return "repeat \(1 + number(2)) {\n\(text)}"
    case 2: return "if \(pick(["true", "v == v", "data.count > 130"])) {\n\(text)} else {\nprint 0\n}"
    default: return "for i in [1, \"x\", 0.25] {\n\(text)sample component (i * 12)\n}"
    }
  }

  private mutating func expression() -> String {
    pick(["1.5", "data.count", "model.step", "-3", "[1, 2]", "0..<4", "\"t\\\\\\\"\"", "true", pick(variables)])
  }
}
