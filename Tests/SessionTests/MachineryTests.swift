import Compute
import Foundation
import Language
import Testing

@testable import Session

@Suite("Threads, seeds and the doctor", .serialized)
struct MachineryTests {
  static let small = "load arcs count=500; model components=4 hidden=8; "
  static let training = "train 7 steps batch=100 rate=3e-3"

  @Test("another number of threads keeps the model, which trains on as with that number from a file")
  func threads() throws {
    let bench = try Workbench(threads: 2)
    try bench.run(Self.small + Self.training + "; save model \"m\"")
    let before = try bench.weights(), terms = try bench.record("evaluate")
    try bench.run("threads 1")
    #expect(try bench.weights() == before && Engine.threads == 1)
    let after = try bench.record("evaluate")
    for (first, second) in zip(terms.fields, after.fields) {
      guard case .number(let a) = first.value, case .number(let b) = second.value else { throw Surprise("no numbers") }
      #expect(abs(a - b) < 1e-4 * max(abs(a), 1))
    }
    let run = try bench.record(Self.training)
    #expect(run["threads"] == .number(1) && run["seed"] == .number(1))
    let weights = try bench.weights()
    let other = try Workbench(in: bench.folder, threads: 1)
    try other.run("load arcs count=500; open model \"m\"; " + Self.training)
    #expect(try other.weights() == weights)
    try bench.run("threads 2")
    #expect(Engine.threads == 2)
  }

  @Test(
    "set precision bf16 trains with it and says so, and a saved model and a script tell it",
    .enabled(if: Precision.bf16.isSupported, "this processor has no AVX-512 BF16"))
  func precision() throws {
    let bench = try Workbench()
    try TinyDigits.write(to: bench.folder)
    try bench.run("load mnist dir=\"mnist\"; model components=3 encoder=\"conv4x3, fc8\"")
    #expect(try bench.record("train 1 epoch")["precision"] == nil)
    try bench.run("set precision bf16")
    #expect(try bench.record("train 1 epoch")["precision"] == .text("bf16"))
    #expect(try bench.record("train 1 epoch precision=float32")["precision"] == nil)
    try bench.run("train 1 epoch; save model \"m\"; open model \"m\"")
    #expect(try bench.record("run")["precision"] == .text("bf16"))
    try bench.run("save script \"s.gmv\"")
    #expect(String(decoding: try bench.read("s.gmv"), as: UTF8.self).contains("\nset precision bf16\n"))
  }

  @Test("a number of threads set before there is a model holds for it")
  func threadsBefore() throws {
    let bench = try Workbench(threads: 2)
    let run = try bench.record("threads 1; " + Self.small + Self.training)
    #expect(run["threads"] == .number(1))
    #expect(bench.complaint("threads 0").hasPrefix("'threads' needs a whole number from 1 to 1024"))
    try bench.run("threads 2")
  }

  @Test("seeds keep all of their 64 bits")
  func seeds() throws {
    let bench = try Workbench()
    let largest = "18446744073709551615"
    #expect(try bench.run("seed \(largest); print seed") == .text(largest) && bench.session.state.seed == .max)
    try bench.run("let s = \"18446744073709551614\"; seed s")
    #expect(bench.session.state.seed == UInt64.max - 1)
    #expect(try bench.run("seed (2 ** 53); print seed") == .number(9_007_199_254_740_992))
    func checksum(_ seed: String) throws -> Value { try bench.run("load arcs count=200 seed=\(seed); data.checksum") }
    #expect(try checksum("18446744073709551614") != checksum(largest))
    for wrong in ["18446744073709551616", "-1", "1.5", "(2 ** 60)"] {
      #expect(bench.complaint("seed \(wrong)").hasPrefix("'seed' needs a whole number from 0 to \(largest), not"))
    }
  }

  @Test("a model made with such a seed is saved and opened with it")
  func savesSeeds() throws {
    let bench = try Workbench(seed: .max)
    let run = try bench.record(Self.small + "save model \"m\"; open model \"m\"; train 1 step")
    #expect(run["seed"] == .text("18446744073709551615"))
  }

  @Test("the doctor names versions, machine, data and state folder, each with ok or what to do")
  func doctor() throws {
    let bench = try Workbench(data: "/nowhere")
    let table = try bench.table("doctor")
    #expect(table.columns.map(\.name) == ["what", "found", "advice"])
    #expect(
      table.rows.map { $0[0].text } == [
        "gmvae", "oneDNN", "Cairo", "instructions", "threads", "memory", "data folders", "mnist", "fashion", "svhn",
        "state folder",
      ])
    #expect(table.rows.prefix(3).allSatisfy { $0[2] == .text("ok") && !$0[1].text.isEmpty })
    #expect(table.rows[7][1] == .text("not found") && table.rows[7][2].text.contains("Scripts/fetch-data mnist"))
    #expect(table.rows[10][2] == .text("ok"))
  }

  @Test("the doctor finds data sets where they are, and a state folder that others can read")
  func doctorFinds() throws {
    let bench = try Workbench(data: "sets")
    try TinyDigits.write(to: bench.folder, in: "sets/mnist")
    try bench.folder.write([], to: "state/gmvae/history")
    chmod(bench.folder.path("state/gmvae"), 0o755)
    let rows = try bench.table("doctor").rows
    #expect(rows[6][1].text.hasPrefix(bench.folder.path("sets")) && rows[6][2] == .text("ok"))
    #expect(rows[7].dropFirst() == [.text(bench.folder.path("sets/mnist")), .text("ok")])
    #expect(rows[10][2] == .text("others can read it: chmod 700 " + bench.folder.path("state/gmvae")))
  }

  @Test("folders of history and autosaves are made for the person alone")
  func privateFolder() throws {
    let bench = try Workbench()
    try bench.run("set autosave 1e-9; " + Self.small + "train 1 step")
    let attributes = try FileManager.default.attributesOfItem(atPath: bench.folder.path("state/gmvae"))
    #expect(attributes[.posixPermissions] as? Int == 0o700)
  }

  @Test("what killed processes left half written is removed at the next start, what living ones write is not")
  func leftovers() throws {
    let bench = try Workbench()
    let dead = ".gmvae-0123456789abcdef.partial", living = ".gmvae-0123456789abcde0.partial"
    for name in [dead, living, "state/gmvae/" + dead, "m.partial"] { try bench.folder.write([1], to: name) }
    let writer = open(bench.folder.path(living), O_RDONLY)
    defer { close(writer) }
    #expect(flock(writer, LOCK_EX) == 0)
    _ = try Workbench(in: bench.folder)
    #expect(bench.folder.names() == [living, "m.partial", "state"].sorted())
    #expect(bench.folder.names(in: "state/gmvae") == [])
  }
}
