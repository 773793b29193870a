import Data
import Language
import TestSupport
import Testing

@testable import Session

@Suite("What training and its draws do")
struct LearningTests {
  static let small = "load arcs count=300; model components=4 hidden=8; "

  @Test("the same seed gives the same values, another seed others")
  func seeds() throws {
    func values(_ seed: Int) throws -> [String] {
      let bench = try Workbench()
      try bench.run("seed \(seed); " + Self.small + "train 2 epochs")
      return try ["run.elbo", "let s = sample all; s.examples", "let e = evaluate; e.elbo", "data.name"].map {
        "\(try bench.run($0))"
      }
    }
    let first = try values(3), again = try values(3), other = try values(4)
    #expect(first == again)
    #expect(zip(first, other).dropLast().allSatisfy { $0 != $1 })
  }

  @Test("each sampling is new, and seed begins them again")
  func restartsSamples() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    func sample() throws -> Table { try bench.table("let s = sample component 1 count=5; s.examples") }
    let first = try sample(), second = try sample()
    #expect(first != second)
    try bench.run("seed 1")
    #expect(try [sample(), sample()] == [first, second])
  }

  @Test("sampling with style zero draws w at zero: samples of one component vary less than with w from its prior")
  func styleZero() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=1000; model components=2 hidden=16 style=8; train 3 epochs")
    // So young a model hardly looks at w: let it look thirty times as hard.
    let weight = try #require(bench.session.state.models.current?.model.parameters["prior.1.weight"]).value.buffer
    for index in 0..<weight.count { weight.pointer[index] *= 30 }
    func spread(_ style: String) throws -> Double {
      let table = try bench.table("seed 5; let s = sample component 0 count=400 style=\(style); s.examples")
      let values = table.rows.indices.map { table.numbers(row: $0)[1] }
      let mean = values.reduce(0, +) / 400
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400
    }
    let (zero, prior) = (try spread("zero"), try spread("prior"))
    #expect(prior > 1.2 * zero, "\(zero), \(prior)")
  }

  @Test("after training, samples of a component lie on one arc")
  func samplesLieOnArcs() throws {
    let bench = try Workbench()
    try bench.run("load arcs count=3000; model components=8; train 40 epochs lambda=1.5")
    let points = try #require(bench.session.state.data.dataset?.train)
    let labels = try #require(points.labels)
    let all = (0..<points.count).map { points.example($0) }
    for component in 0..<8 {
      let table = try bench.table("let s = sample component \(component) count=100; s.examples")
      var votes = [Int](repeating: 0, count: 5), near = 0
      for row in table.rows.indices {
        let sample = table.numbers(row: row)
        let distances = all.map {
          (Double($0[0]) - sample[1]) * (Double($0[0]) - sample[1])
            + (Double($0[1]) - sample[2]) * (Double($0[1]) - sample[2])
        }
        let nearest = try #require(distances.indices.min { distances[$0] < distances[$1] })
        votes[labels[nearest]] += 1
        if distances[nearest] < 0.15 * 0.15 { near += 1 }
      }
      #expect(votes.max() ?? 0 >= 85, "component \(component): \(votes)")
      #expect(near >= 85, "component \(component): \(near)")
    }
  }

  @Test("an interpolation's ends are the reconstructions of both examples", arguments: [false, true])
  func interpolates(spherical: Bool) throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 3 epochs")
    let path = try bench.table("let p = interpolate latents 3 17 steps=7 spherical=\(spherical); p.examples")
    let ends = try bench.table("let r = reconstruct [3, 17]; r.examples")
    #expect(path.rows.count == 7)
    #expect(path.numbers(row: 0)[0] == 0 && path.numbers(row: 6)[0] == 1)
    for (row, end) in [(0, 0), (6, 1)] {
      for column in 1...2 {
        #expect(abs(path.numbers(row: row)[column] - ends.numbers(row: end)[column]) < 1e-5)
      }
    }
  }

  @Test("a spherical path is not the straight one, and keeps the distance from the origin between its ends'")
  func sphere() throws {
    let bench = try Workbench()
    let from: [Float] = [1, 0, 2], to: [Float] = [-0.5, 1.5, 0]
    func length(_ v: [Float]) -> Float { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let middle = InterpolateLatents.between(from, to, at: 0.5, spherical: true)
    let straight = InterpolateLatents.between(from, to, at: 0.5, spherical: false)
    #expect(straight == zip(from, to).map { ($0 + $1) / 2 })
    #expect(length(middle) > length(straight) && length(middle) <= max(length(from), length(to)))
    #expect(InterpolateLatents.between(from, from, at: 0.3, spherical: true) == from)
  }

  @Test("an interrupt keeps the model, and training goes on from there")
  func interrupts() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    bench.interrupt(beforeStep: 8)
    let run = try bench.record("train 5 epochs batch=100")
    #expect(run["outcome"] == .text("interrupted"))
    #expect(run["epochs"] == .number(2))
    #expect(try bench.number("model.epoch") == 2)
    #expect(bench.complaint("accuracy; evaluate; plot history; plot latents") == "")
    let next = try bench.record("train 2 epochs batch=100")
    #expect(next["outcome"] == .text("finished"))
    #expect(try bench.number("model.epoch") == 4)
  }

  @Test("training interrupted and gone on with equals training in one go")
  func goesOn() throws {
    func elbo(interrupted: Bool) throws -> Double {
      let bench = try Workbench()
      try bench.run(Self.small)
      if interrupted {
        bench.interrupt(beforeStep: 5)
        try bench.run("train 4 epochs batch=100; train 3 epochs batch=100")
      } else {
        try bench.run("train 4 epochs batch=100")
      }
      return try bench.number("let e = evaluate; e.elbo")
    }
    #expect(try elbo(interrupted: true) == elbo(interrupted: false))
  }

  @Test("steps and minutes may end within an epoch; record, progress and names tell where training stands")
  func partsOfEpochs() throws {
    let bench = try Workbench()
    let run = try bench.record(Self.small + "train 2 steps batch=100")
    #expect(["outcome", "epochs", "steps"].map { run[$0] } == [.text("finished"), .number(0), .number(2)])
    #expect(try bench.run("elbo") == run["elbo"] && run["elbo"] != .nothing && run["test_elbo"] == .nothing)
    #expect(bench.progress.filter { $0.phase == .milestone }.map(\.title) == ["step 2/2"])
    #expect(try bench.run("[model.epoch, model.step]") == .list([.number(0), .number(2)]))
    #expect(try bench.table("describe run").rows.map { $0[0] } == [.text("under way")])
    #expect(try bench.table("describe model").title?.hasSuffix("0 epochs and 2 steps trained") == true)
    let next = try bench.record("train 5 steps batch=100")
    #expect(next["epochs"] == .number(2) && next["test_elbo"] != .nothing)
    #expect(
      bench.progress.filter { $0.phase == .milestone }.map(\.title).suffix(3) == ["epoch 1", "epoch 2", "step 5/5"])
    #expect(try bench.table("describe run").rows.map { $0[0].text } == ["1", "2", "under way"])
    let timed = try bench.record("train 0.002 minutes batch=100")
    #expect(timed["outcome"] == .text("finished") && timed["steps"] != .number(0))
  }

  @Test("a training of steps is saved and opened with its settings")
  func savesParts() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 4 steps batch=100; save model \"m\"; open model \"m\"")
    #expect(try bench.table("describe run").title?.hasPrefix("last training: 4 steps, rate") == true)
    try bench.run("train 0.001 minutes batch=100; save model \"m\"; open model \"m\"")
    #expect(try bench.table("describe run").title?.hasPrefix("last training: 0.001 minutes, rate") == true)
  }

  @Test("an interrupt before the first step leaves the model untouched")
  func interruptsAtOnce() throws {
    let bench = try Workbench()
    try bench.run(Self.small)
    bench.interrupt(beforeStep: 1)
    let run = try bench.record("train 5 epochs")
    #expect(run["outcome"] == .text("interrupted") && run["elbo"] == .nothing)
    #expect(try bench.number("model.epoch") == 0)
    #expect(bench.complaint("describe run") == "")
    #expect(bench.complaint("plot history").hasPrefix("the model has not completed an epoch"))
  }

  @Test("data with values that are no numbers are refused before a step, and the model stays as it was")
  func poisoned() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 1 epoch batch=100")
    let good = try #require(bench.session.state.data.dataset)
    var values = (0..<good.train.count).flatMap { good.train.example($0) }
    values[2] = .nan
    let poisoned = Examples(shape: good.train.shape, storage: .floats(values), labels: good.train.labels)
    bench.session.state.data.put(
      Dataset(name: "bad", train: poisoned, test: good.test, classes: good.classes))
    let complaint = bench.complaint("train 20 epochs batch=100")
    #expect(complaint.hasPrefix("a Gaussian likelihood needs finite numbers, and bad has nan"))
    #expect(try bench.number("model.epoch") == 1)
    let elbo = try bench.number("load arcs count=300; let e = evaluate; e.elbo")
    #expect(elbo.isFinite)
  }

  @Test("what was computed for one state of the model or data is not shown for another")
  func forgets() throws {
    let bench = try Workbench()
    try bench.run(Self.small + "train 1 epoch")
    let first = try bench.table("let r = reconstruct [0]; r.examples")
    let trained = try bench.table("train 2 epochs; let r = reconstruct [0]; r.examples")
    let other = try bench.table("load arcs count=300 seed=9; let r = reconstruct [0]; r.examples")
    #expect(first != trained && trained != other)
    #expect(try bench.number("let a = accuracy on=train; let b = accuracy on=train; abs(a.nmi - b.nmi)") == 0)
  }
}
