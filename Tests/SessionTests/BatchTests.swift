import Compute
import Foundation
import Language
import TestSupport
import Testing

@testable import Session

@Suite("Data of several batches", .serialized)
struct BatchTests {
  let bench: Workbench

  /// Three kinds of rows on two plates that lie further apart than the kinds do.
  init() throws {
    bench = try Workbench()
    try bench.folder.write(Array(Self.table(rows: 240, plates: ["P", "Q"]).utf8), to: "cells.csv")
    try bench.run("load csv cells.csv id=cell label=kind batch=plate; model components=3 hidden=16")
  }

  private static func table(rows: Int, plates: [String]) -> String {
    var generator = CounterGenerator(seed: 3, purpose: RandomPurpose.data.rawValue)
    let lines = (0..<rows).map { row -> String in
      let kind = row % 3, plate = row / 3 % plates.count
      let values = (0..<4).map { column -> Double in
        (column == kind ? 3.0 : 0) + Double(plate) * [5, -4, 6, 3][column] + 0.4 * generator.normal()
      }
      return "c\(row)," + values.map { "\($0)" }.joined(separator: ",") + ",\(plates[plate]),k\(kind)\n"
    }
    return "cell,a,b,c,d,plate,kind\n" + lines.joined()
  }

  private func lines(_ name: String) throws -> [[String]] {
    String(decoding: try bench.read(name), as: UTF8.self).components(separatedBy: "\r\n").dropLast()
      .map { $0.components(separatedBy: ",") }
  }

  private func told(_ statement: String) throws -> String { "\(try bench.run(statement))" }

  @Test("are clustered by what all batches share, and by their batches if these are not told")
  func clusters() throws {
    try bench.run("train 30 epochs batch=40 neighbors=1")
    try bench.run("let told = accuracy on=train; expect told.ari >= 0.9")
    try bench.run(
      """
      load csv cells.csv id=cell label=kind drop=[plate]; model components=3 hidden=16
      train 30 epochs batch=40 neighbors=1
      let untold = accuracy on=train
      expect untold.ari <= 0.75
      """)
  }

  /// The shares of the variance of x that batches and kinds explain.
  private func explained() throws -> (batch: Double, kind: Double) {
    let dataset = try #require(bench.session.state.data.dataset), train = dataset.train
    let loaded = try #require(bench.session.state.models.current)
    let x = try loaded.evaluator().encode(count: train.count, reading: train.reader).latentMeans
    let width = x.count / train.count
    func scatter(_ rows: [Int]) -> Double {
      (0..<width).reduce(0.0) { sum, d in
        let values = rows.map { Double(x[$0 * width + d]) }, mean = values.reduce(0, +) / Double(rows.count)
        return sum + values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
    }
    func share(_ group: (Int) -> Int) -> Double {
      let groups = Dictionary(grouping: 0..<train.count, by: group).values
      return 1 - groups.reduce(0) { $0 + scatter($1) } / scatter(Array(0..<train.count))
    }
    // Row 2 of the file is the first; kinds and plates follow one another.
    let places = try #require(train.rows).map { Int($0) - 2 }
    return (share { places[$0] / 3 % 2 }, share { places[$0] % 3 })
  }

  @Test("leave x to what all batches share, as the decoder is told them")
  func latents() throws {
    try bench.run("train 200 epochs batch=40")
    let told = try explained()
    try bench.run(
      """
      load csv cells.csv id=cell label=kind drop=[plate]; model components=3 hidden=16
      train 200 epochs batch=40
      """)
    let untold = try explained()
    #expect(told.batch < 0.5 * untold.batch && told.kind > 1.5 * untold.kind, "\(told), untold \(untold)")
  }

  @Test("are told where they are loaded, described and modeled")
  func told() throws {
    let notes = bench.takeNotes()
    #expect(notes.contains("plate tells 2 batches: P 120, Q 120"))
    #expect(notes.contains("the decoder and p(w) are told the batch: plate P, Q"))
    #expect(try told("describe data by=batch").contains("Q"))
    #expect(try told("describe data by=column").contains("told to decoder and p(w): P 96, Q 96"))
    let model = try told("describe model")
    #expect(model.contains("batches by plate P, Q") && model.contains("style.means"), "\(model)")
    #expect(bench.complaint("load arcs count=100; describe data by=batch").contains("arcs was loaded without batches"))
  }

  @Test("color the points of figures", arguments: ["plot latents", "plot data", "plot data columns=[a, b]"])
  func colors(figure: String) throws {
    let chart = try bench.chart(figure + " color=batch on=train")
    guard case .categories(let codes, let names, let title) = chart.points.first?.coloring else {
      throw Surprise("no categories")
    }
    #expect(names == ["P", "Q"] && title == "plate")
    // The first row below the header is line 2.
    let lines = try #require(try bench.session.requireData().train.rows)
    #expect(codes == lines.map { (Int($0) - 2) / 3 % 2 })
    #expect(
      bench.complaint("load arcs count=100; model; plot latents color=batch").contains("was loaded without batches"))
  }

  @Test("are refused by a model that does not know them, and missed by one that does, with a way out")
  func refused() throws {
    try bench.run("train 1 epoch; save model \"told.safetensors\"")
    try bench.run("load csv cells.csv id=cell label=kind drop=[plate]")
    #expect(
      bench.complaint("train 1 epoch").contains(
        "the model tells batches apart by plate, and cells was loaded without batches"))
    #expect(bench.complaint("evaluate").contains("load it with batch=\"plate\", or make a model for this data: model"))
    try bench.run("model components=3 hidden=16; load csv cells.csv id=cell label=kind batch=plate")
    #expect(bench.complaint("evaluate").contains("cells was loaded with batches, and the model was made without"))
    try bench.folder.write(Array(Self.table(rows: 60, plates: ["Q", "R"]).utf8), to: "later.csv")
    try bench.run("open model \"told.safetensors\"; load csv later.csv id=cell label=kind batch=plate")
    let said = bench.complaint("train 1 epoch")
    #expect(
      said.contains("later has the batch 'R', which the model does not know: its plate is one of P, Q"), "\(said)")
    // A part of the known batches is enough, whatever their numbers there.
    try bench.folder.write(Array(Self.table(rows: 60, plates: ["Q"]).utf8), to: "part.csv")
    try bench.run("load csv part.csv id=cell label=kind batch=plate; evaluate; train 1 epoch")
  }

  @Test("have the same ELBO in assign as in export assignments, and one over all batches if they are not known")
  func assigned() throws {
    try bench.run("train 3 epochs batch=40; export assignments \"all.csv\" on=all; assign cells.csv > \"new.csv\"")
    let all = try lines("all.csv"), new = try lines("new.csv")
    #expect(
      all[0] == [
        "example", "id", "row", "component", "probability", "label", "batch", "p0", "p1", "p2", "entropy", "elbo",
        "outlier",
      ])
    #expect(all.map { $0[0...4] + $0[6...] } == new.map { $0[...] })
    #expect(all[1][6] == "P" && all[4][6] == "Q" && all.count == 241)
    _ = bench.takeNotes()
    let lacking = String(decoding: try bench.read("cells.csv"), as: UTF8.self).split(separator: "\n").map {
      let fields = $0.split(separator: ",")
      return (fields[...4] + fields[6...]).joined(separator: ",")
    }
    try bench.folder.write(Array(lacking.joined(separator: "\n").utf8), to: "lacking.csv")
    try bench.run("assign lacking.csv > \"without.csv\"")
    #expect(
      bench.takeNotes() == ["there is no column plate: the ELBO is then one over the model's batches by their shares"])
    let without = try lines("without.csv"), place = try #require(without[0].firstIndex(of: "elbo"))
    // Components do not depend on the batch; log ½ (e^own + e^other) lies at most log 2 below the own one.
    #expect(without.map { $0[3] } == new.map { $0[3] })
    for (line, known) in zip(without.dropFirst(), new.dropFirst()) {
      let (mixed, own) = (try #require(Double(line[place])), try #require(Double(known[place + 1])))
      #expect(mixed >= own - 0.6932)
    }
    try bench.folder.write(Array(Self.table(rows: 6, plates: ["Q", "R"]).utf8), to: "later.csv")
    try bench.run("assign later.csv > \"later-out.csv\"")
    #expect(
      bench.takeNotes().first
        == "3 examples are of a batch that the model does not know, such as 'R': the ELBO is then one over the model's batches by their shares"
    )
    #expect(try lines("later-out.csv").dropFirst().map { $0[5] } == ["Q", "Q", "Q", "", "", ""])
  }

  @Test("are drawn by their shares or as they are named, and reconstructed each as itself")
  func drawn() throws {
    try bench.run("train 200 epochs batch=40 neighbors=1")
    try bench.run(
      """
      sample component 0 count=50 batch=P > "P.csv"
      sample component 0 count=50 batch=Q > "Q.csv"
      sample component 0 count=50 > "both.csv"
      reconstruct 0..<6 on=train > "means.csv"
      """)
    func values(_ name: String) throws -> [Double] {
      let all = try lines(name), place = try #require(all[0].firstIndex(of: "a"))
      return all.dropFirst().compactMap { Double($0[place]) }
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let (p, q, both) = (try values("P.csv"), try values("Q.csv"), try values("both.csv"))
    // The plates' means of a differ by 5.
    #expect(abs(mean(q) - mean(p) - 5) < 1.5, "\(mean(p)) and \(mean(q))")
    #expect(abs(mean(both) - (mean(p) + mean(q)) / 2) < 1 && (both.max() ?? 0) - (both.min() ?? 0) > 3)
    let dataset = try #require(bench.session.state.data.dataset), codes = try #require(dataset.train.batches?.codes)
    let made = try values("means.csv")
    for example in 0..<6 { #expect((made[example] > 3.7) == (codes[example] == 1), "\(made) \(codes.prefix(6))") }
    #expect(bench.complaint("sample all batch=R").contains("there is no batch 'R'"))
    #expect(
      bench.complaint("load arcs count=100; model hidden=8; sample all batch=P").contains(
        "the model tells no batches apart"))
  }

  @Test("stay with a model that is saved, undone, resumed, compared and chosen")
  func kept() throws {
    try bench.run(
      """
      train 2 epochs batch=40; snapshot before
      save model "half.safetensors"; train 2 epochs batch=40; let whole = evaluate
      open model "half.safetensors"; train 2 epochs batch=40; let resumed = evaluate
      expect resumed.elbo == whole.elbo
      restore before; train 2 epochs batch=40; let restored = evaluate
      expect restored.elbo == whole.elbo
      compare before current
      let c = choose components 2...3 runs=2 steps=20
      let one = evaluate on=train samples=3
      """)
  }

  @Test(
    "stand in no figure's and no file's way",
    arguments: [
      "plot latents", "plot style", "plot components", "plot samples count=3", "walk style steps=3",
      "plot density of=latents",
      "interpolate latents 0 1 steps=3", "interpolate components 0 1 steps=3", "describe components",
      "describe component 0",
      "plot profile", "plot responsibilities", "plot history", "export latents \"l.npz\"",
      "export onnx \"d.onnx\" part=decoder", "export onnx \"e.onnx\"", "export weights \"w.safetensors\"",
      "train 1 epoch consistency=2 batch=40", "train 1 epoch recipe=best batch=40",
      "train 2 epochs supervision=2 batch=40",
    ])
  func figures(statement: String) throws {
    try bench.run("model components=3 hidden=8 latent=2 style=2; train 1 epoch batch=40")
    #expect(bench.rendered(statement) == "", "\(statement)")
  }
}
