import Language
import TestSupport
import Testing

@testable import Session

@Suite("A likelihood takes values of its support only")
struct SupportTests {
  private func bench(_ files: [String: String] = [:]) throws -> Workbench {
    let bench = try Workbench()
    let binary =
      "a,b,c,d,e\n" + (0..<60).map { i in "\(i % 2),\(i / 2 % 2),\(i % 3 / 2),\(i % 5 / 4),\(i % 7 / 6)\n" }.joined()
    let real =
      "a,b,c,d,e\n" + (0..<60).map { i in "\(i),\(i % 7),\(-i),\(0.1 * Double(i * i % 11)),\(i % 5)\n" }.joined()
    for (name, text) in files.merging(
      ["binary.csv": binary, "real.csv": real], uniquingKeysWith: { first, _ in first })
    {
      try bench.folder.write(text.utf8, to: name)
    }
    return bench
  }

  @Test("augmented probabilities stay probabilities: no ELBO of rows of 0 and 1 is above 0")
  func augmented() throws {
    let bench = try bench()
    _ = try bench.run("load csv \"binary.csv\" test=0.1; model components=2 latent=10 hidden=16")
    let run = try bench.record("train 60 epochs augment=1 rate=0.01")
    guard case .number(let elbo)? = run["elbo"] else { throw Surprise("no ELBO") }
    #expect(elbo < 0)
  }

  @Test("data loaded after the model are refused by every command that shows them to it")
  func loadedAfterwards() throws {
    let bench = try bench()
    _ = try bench.run("load csv \"binary.csv\"; model components=2 hidden=8; train 1 epoch; load csv \"real.csv\"")
    for command in [
      "train 1 epoch", "evaluate", "plot latents", "reconstruct", "export latents \"x.csv\"", "plot usage",
    ] {
      let complaint = bench.complaint(command)
      #expect(
        complaint.hasPrefix("a Bernoulli likelihood needs values from 0 to 1, and real has "),
        "\(command): \(complaint)")
      #expect(complaint.hasSuffix("make a model for this data: model likelihood=gaussian"), "\(command): \(complaint)")
    }
    _ = try bench.run("model likelihood=gaussian hidden=8; train 1 epoch; evaluate")
  }

  @Test("test examples count as well: the likelihood follows all of the data, and a named one is refused")
  func testExamples() throws {
    let bench = try bench(["wide.csv": "a,b,c,d,e\n0.5,0.2,0.1,0.3,1.5\n0.1,0.2,0.5,0.25,0\n"])
    _ = try bench.run("load csv \"binary.csv\" test=\"wide.csv\"; model hidden=8")
    #expect(try bench.table("describe model").title?.contains("gaussian likelihood") == true)
    #expect(
      bench.complaint("model likelihood=bernoulli")
        == "a Bernoulli likelihood needs values from 0 to 1, and binary has 1.5 among its test examples — use likelihood=gaussian"
    )
  }

  @Test("a constant column is left out of a density, with a note, and is kept out when the model is saved")
  func constants() throws {
    let rows = "a,b,c,d,e\n" + (0..<80).map { i in "\(i % 9),3,\(i * i % 13),3,\(i % 4)\n" }.joined()
    let bench = try bench(["constant.csv": rows])
    _ = try bench.run("load csv \"constant.csv\" scale=standard; model components=2 latent=2 hidden=16")
    #expect(
      bench.takeNotes() == [
        "2 columns have one value each in all rows to train on and become 0: b, d",
        "2 of the 5 numbers of each example never change in training and are left out of log p(y|x): the density of a constant has no bound",
      ])
    _ = try bench.run("train 40 epochs rate=0.01")
    // Three columns of deviation 1; with two constants more, each would add its log density, up to 9 nats.
    let elbo = try bench.number("let e = evaluate; e.elbo")
    #expect(elbo < 3)
    _ = try bench.run("save model \"m.safetensors\"; open model \"m.safetensors\"")
    #expect(try bench.number("let f = evaluate; f.elbo") == elbo)
  }

  @Test("values that repeat have no density: training stops, and what is told leads to a model of probabilities")
  func repeatingValues() throws {
    let rows = "a,b\n" + (0..<200).map { i in "\(i % 3),\(i % 2 * 5)\n" }.joined()
    let bench = try bench(["few.csv": rows])
    for (scale, way) in [
      ("none", "make a model of probabilities: model likelihood=poisson"),
      (
        "standard",
        "bring the values to 0…1, for a model of probabilities: load csv file=\"few.csv\" scale=minmax; then make a new model"
      ),
    ] {
      _ = try bench.run("load csv \"few.csv\" scale=\(scale); model components=2 latent=2 hidden=16")
      if scale == "none" { #expect(bench.session.state.data.dataset?.train.leastSteps == [1, 5]) }
      let complaint = bench.complaint("train 3000 epochs rate=0.01")
      #expect(
        complaint.contains(" nats is beyond ") && complaint.hasSuffix("their density has no bound — " + way),
        "\(complaint)")
      #expect(try bench.number("model.epoch") > 0)
      let elbo = try bench.number("let e = evaluate on=train; e.elbo")
      #expect(elbo.isFinite)
    }
    _ = try bench.run("load csv \"few.csv\" scale=minmax; model components=2 latent=2 hidden=16")
    #expect(try bench.record("train 100 epochs rate=0.01")["outcome"] == .text("finished"))
    #expect(try bench.number("run.elbo") < 0)
  }

  @Test("data whose constants the model does not know are not trained on, and neither are equal examples")
  func newConstants() throws {
    let rows = "a,b,c,d,e\n" + (0..<60).map { i in "\(i),\(i % 7),5,\(i % 3),\(i % 5)\n" }.joined()
    let equal = "a,b,c,d,e\n" + String(repeating: "1,2,3,4,5\n", count: 9)
    let bench = try bench(["constant.csv": rows, "equal.csv": equal])
    _ = try bench.run("load csv \"real.csv\"; model components=2 hidden=8; load csv \"constant.csv\"")
    #expect(
      bench.complaint("train 1 epoch")
        == "number 3 is the same in all examples of constant, and it was not in the data that the model was made for: the density of a constant has no bound — make a model for this data: model"
    )
    _ = try bench.run("model hidden=8; train 1 epoch; load csv \"equal.csv\" scale=none")
    #expect(
      bench.complaint("model")
        == "all training examples of equal are the same: the density of a constant has no bound — load data with examples that differ"
    )
  }

  @Test("counts train with the Poisson likelihood, and other numbers are refused")
  func counts() throws {
    let rows = "a,b,c,d,e\n" + (0..<80).map { i in "\(i % 9),\(i % 4),\(i * i % 13),\(i % 2 * 30),\(i % 5)\n" }.joined()
    let bench = try bench(["counts.csv": rows])
    _ = try bench.run("load csv \"counts.csv\"")
    #expect(
      bench.complaint("model likelihood=poisson").hasSuffix(
        "— load it with scale=none, as its columns were scaled, or use likelihood=gaussian"))
    _ = try bench.run("load csv \"counts.csv\" scale=none; model likelihood=poisson components=2 latent=2 hidden=16")
    let before = try bench.number("let e = evaluate; e.elbo")
    _ = try bench.run("train 60 epochs rate=0.01 augment=0.3")
    #expect(try bench.number("let f = evaluate; f.elbo") > before + 5)
    _ = try bench.run(
      "save model \"m.safetensors\"; open model \"m.safetensors\"; evaluate; reconstruct; load csv \"real.csv\"")
    #expect(
      bench.complaint("model likelihood=poisson hidden=8").hasPrefix(
        "a Poisson likelihood needs whole numbers from 0 on, and real has "))
  }

  @Test("what does not fit into memory is refused before, with what it would take and sizes that fit")
  func memory() throws {
    let bench = try Workbench()
    _ = try bench.run("load arcs count=10000; model components=3 hidden=2000")
    let complaint = bench.complaint("train 1 epoch batch=10000 samples=1000")
    #expect(complaint.hasPrefix("a step of 10000 examples with 1000 draws each needs about "), "\(complaint)")
    #expect(complaint.contains("10000000 rows of ") || complaint.contains("10000000 draws of x"), "\(complaint)")
    let hint = try #require(complaint.firstMatch(of: /train with (batch=\d+ samples=\d+), which needs/))
    bench.interrupt(beforeStep: 1)
    _ = try bench.run("train 1 steps \(hint.output.1)")
    #expect(
      bench.complaint("model hidden=1...65536")
        == "hidden names 65536 layers, and a network has at most 1000, its last among them — name fewer widths, for example: hidden=[500, 500]"
    )
    #expect(
      bench.complaint("model hidden=[65536, 65536, 65536]").contains(" parameters and needs about "))
  }

  @Test("as many layers as a network may have are made, described, saved and opened")
  func manyLayers() throws {
    let bench = try Workbench()
    _ = try bench.run(
      "load arcs count=100; model components=2 encoder=\"\(Array(repeating: "fc2", count: 300).joined(separator: ", "))\""
    )
    #expect(try bench.table("describe model").rows.count == 301 + 2 + 3 + 1)
    _ = try bench.run("save model \"deep.safetensors\"; open model \"deep.safetensors\"")
    let far = Array(repeating: "fc2", count: 1001).joined(separator: ", ")
    #expect(bench.complaint("model encoder=\"\(far)\"").contains("a network has at most 1000 layers"))
  }
}
