import Language
import Testing

@testable import Session

@Suite("The paper's first version", .serialized)
struct FirstVersionTests {
  @Test("gives the model q(z|y) with its first training; its other weights start as they would have")
  func head() throws {
    let plain = try Workbench(small: ""), first = try Workbench(small: "")
    let parameters = try plain.number("model.parameters")
    let run = try first.record("train 2 steps objective=v1 eta=0.5 alpha=[0, 1, 4]")
    #expect(run["objective"] == .text("v1") && run["eta"] == .number(0.5))
    #expect(try first.number("model.parameters") == parameters + 3 * 9)
    #expect(try first.number("let a = accuracy; a.purity") > 0)
    #expect(try first.number("let e = evaluate; e.component") >= 0)
  }

  @Test("goes on from a saved model as if it had not been saved")
  func saved() throws {
    let whole = try Workbench(small: "train 20 steps objective=v1"),
      parts = try Workbench(small: "train 13 steps objective=v1")
    try parts.run("save model \"m\"; open model \"m\"; train 7 steps objective=v1")
    #expect(try whole.weights() == parts.weights())
  }

  @Test("is not mixed with the second in one model, unless that has learned nothing")
  func mixed() throws {
    let first = try Workbench(small: "train 2 steps objective=v1"), second = try Workbench(small: "train 2 steps")
    #expect(
      first.complaint("train 2 steps")
        == "this model was trained with q(z|y), which only objective=v1 trains — add objective=v1, or make a new model first: model"
    )
    #expect(
      second.complaint("train 2 steps objective=v1")
        == "objective=v1 needs q(z|y), which this model was trained without — make a new model first: model")
    let unused = try Workbench(small: "")
    unused.interrupt(beforeStep: 1)
    try unused.run("train 2 steps objective=v1")
    try unused.run("train 2 steps")
    #expect(try unused.weights() == second.weights())
  }

  @Test("alone has alpha")
  func alpha() throws {
    #expect(
      try Workbench(small: "").complaint("train 2 steps alpha=1")
        == "alpha belongs to the paper's first version — add objective=v1, or leave alpha out")
  }

  @Test(
    "finds the arcs with the constraint, or where the entropy of p(z|x,w) counts", arguments: ["lambda=1.5", "alpha=1"])
  func arcs(option: String) throws {
    let bench = try Workbench()
    try bench.run("load arcs count=4000; model; train 60 epochs objective=v1 \(option)")
    #expect(try bench.number("let a = accuracy; a.purity") > 0.8)
  }
}
