import Language
import Testing

@testable import Session

@Suite("What commands give")
struct ValueTests {
  static let small = "load arcs count=300; model components=4 hidden=8; "

  @Test("loading gives the counts of the data: a fifth as many points for testing as for training")
  func loads() throws {
    let bench = try Workbench()
    let record = try bench.record("load arcs count=500")
    #expect(record.text.hasPrefix(#"data(name: "arcs", count: 500, test: 100, classes: 5, size: 2, checksum: "#))
    #expect(try bench.number("data.count + data.test") == 600)
  }

  @Test("a model has the sizes asked for, and its preset's where nothing is asked")
  func models() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=200")
    #expect(
      try bench.record("model").text.hasPrefix(#"model(preset: "arcs", components: 8, latent: 2, style: 2, parame"#))
    let asked = try bench.record("model components=3 latent=5 style=4 hidden=[7, 6]")
    #expect(["components", "latent", "style", "epoch"].map { asked[$0] } == [3, 5, 4, 0].map(Value.number))
  }

  @Test("a model's description sums its parameters up")
  func describesModels() throws {
    let bench = try Workbench()
    let table = try bench.table(Self.small + "describe model")
    let sum = table.rows.indices.dropLast().map { table.numbers(row: $0)[3] }.reduce(0, +)
    #expect(table.numbers(row: table.rows.count - 1)[3] == sum)
    #expect(try bench.number("model.parameters") == sum)
    #expect(table.title == "arcs: K = 4, x 2, w 2, gaussian likelihood, 0 epochs trained")
  }

  @Test("a training gives its settings, its terms and a row of history an epoch")
  func trains() throws {
    let bench = try Workbench()
    let run = try bench.record(Self.small + "train 3 epochs rate=1e-2 batch=50 samples=2 lambda=1")
    #expect(run.kind == "training")
    #expect(run.fields.map(\.name) == SessionName.all.first { $0.name == "run" }?.fields)
    #expect(["rate", "batch", "samples", "lambda", "epochs"].map { run[$0] } == [1e-2, 50, 2, 1, 3].map(Value.number))
    guard case .table(let history)? = run["history"] else { throw Surprise("no history") }
    #expect(history.rows.indices.map { history.numbers(row: $0)[0] } == [1, 2, 3])
    let last = history.numbers(row: 2)
    #expect(abs(last[1] - (last[2] - last[3] - last[4] - last[5])) < 1e-3 * abs(last[1]))
    #expect(try bench.run("elbo") == .number(last[1]))
    #expect(try bench.number("model.epoch") == 3)
    #expect(try bench.table("describe run").rows == history.rows)
  }

  @Test("training tells each batch and epoch")
  func tells() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 2 epochs batch=100")
    #expect(
      bench.progress.map(\.phase) == [
        .began, .advanced, .advanced, .advanced, .milestone, .advanced, .advanced, .advanced, .milestone, .ended,
      ])
    #expect(bench.progress.filter { $0.phase == .milestone }.map(\.title) == ["epoch 1/2", "epoch 2/2"])
    #expect(bench.progress[1].values.map(\.name) == ["ELBO", "reconstruction", "conditional", "style", "component"])
    try bench.run("train 1 epoch")
    #expect(bench.progress.last { $0.phase == .milestone }?.title == "epoch 3/3")
  }

  @Test("evaluating draws the same each time, and the terms make up the ELBO")
  func evaluates() throws {
    let bench = try Workbench()
    let first = try bench.record(Self.small + "evaluate"), second = try bench.record("evaluate")
    #expect(first == second)
    #expect(try bench.record("evaluate on=train") != first)
    let terms = try ["elbo", "reconstruction", "conditional", "style", "component"].map { name in
      try bench.number("let e = evaluate; e.\(name)")
    }
    #expect(abs(terms[0] - (terms[1] - terms[2] - terms[3] - terms[4])) < 1e-4 * abs(terms[0]))
  }

  @Test("accuracy has every measure between its bounds")
  func accuracy() throws {
    let bench = try Workbench()
    let accuracy = try bench.record(Self.small + "compute accuracy")
    #expect(accuracy.fields.map(\.name) == ["prototype", "hungarian", "purity", "nmi", "ari", "used"])
    for name in ["prototype", "hungarian", "purity", "nmi"] {
      guard case .number(let value)? = accuracy[name] else { throw Surprise("no \(name)") }
      #expect((0...1).contains(value))
    }
    #expect(try bench.record("accuracy") == accuracy)
  }

  @Test("every name the session promises has a value once there is data, a model and a training")
  func namesAreValid() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    #expect(bench.complaint("elbo") == "'elbo' has no value yet — train a model first: train 60 epochs")
    try bench.run("train 1 epoch")
    for name in bench.session.names { #expect(bench.complaint("print \(name)") == "", "\(name)") }
  }

  @Test("the session's description names seed, data, model and the files written")
  func describesSession() throws {
    let bench = try Workbench()
    let before = try bench.table("seed 9; describe session")
    try bench.run(Self.small + "plot data; plot data")
    let after = try bench.table("describe session")
    func value(_ table: Table, _ name: String) -> Value? { table.rows.first { $0[0] == .text(name) }?[1] }
    #expect(
      ["seed", "data", "model", "files written"].map { value(before, $0) } == [
        .number(9), .text("none"), .text("none"), .number(0),
      ])
    #expect(
      ["data", "model", "files written", "folder"].map { value(after, $0) } == [
        .text("arcs, 300 examples"), .text("arcs, K = 4"), .number(2), .text(bench.folder.path),
      ])
  }

  @Test("the data's description counts the examples of each class")
  func describesData() throws {
    let bench = try Workbench()
    let table = try bench.table("load arcs count=500; describe data")
    #expect(table.rows.map { $0[0].text } == ["0", "1", "2", "3", "4", "all"])
    for column in 1...2 {
      let counts = table.rows.indices.map { table.numbers(row: $0)[column] }
      #expect(counts.dropLast().reduce(0, +) == counts.last)
    }
  }
}
