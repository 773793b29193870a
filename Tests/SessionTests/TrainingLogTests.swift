import Foundation
import TestSupport
import Testing

@testable import Session

@Suite("Logs of trainings", .serialized)
struct TrainingLogTests {
  static let python = PythonEnvironment("tensorboard", packages: ["tensorboard"])
  let session: Workbench

  init() throws {
    session = try Workbench()
    try session.run("load arcs count=400; model hidden=20")
  }

  func text(_ name: String) throws -> String { String(decoding: try session.read(name), as: UTF8.self) }

  @Test("are a table that grows by a row an epoch")
  func table() throws {
    try session.run("set log \"run.csv\"; train 2 epochs metrics=1; train 1 epoch")
    let lines = try text("run.csv").components(separatedBy: "\r\n")
    #expect(lines.count == 5 && lines[4].isEmpty)
    #expect(lines[0].hasPrefix("epoch,seconds,train/elbo,train/reconstruction,"))
    let columns = lines[0].split(separator: ",").count
    for (place, line) in lines[1...3].enumerated() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      #expect(fields.count == columns && fields[0] == "\(place + 1)" && Double(fields[2]) != nil)
      #expect(fields.last?.isEmpty == (place == 2))
    }
  }

  @Test("are lines of JSON with the numbers of the session")
  func lines() throws {
    try session.run("set log \"run.jsonl\"; train 2 epochs")
    let lines = try text("run.jsonl").split(separator: "\n")
    let last = try #require(JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
    #expect(lines.count == 2 && last["epoch"] as? Double == 2)
    let elbo = try #require(last["train/elbo"] as? Double)
    #expect(abs(try session.number("elbo") - elbo) < 1e-9)
    #expect((last["clock"] as? String)?.contains(#/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/#) == true)
    #expect(last["seconds_left"] as? Double == 0)
  }

  @Test("go where the training says, and to the same file again where it says so again")
  func named() throws {
    try session.run(
      "set log \"all.jsonl\"; train 1 epoch; train 2 epochs log=\"own.jsonl\"; train 1 epoch log=\"own.jsonl\"")
    #expect(try text("all.jsonl").split(separator: "\n").count == 1)
    #expect(try text("own.jsonl").split(separator: "\n").count == 3)
    try session.folder.write(Array("mine".utf8), to: "old.jsonl")
    #expect(session.rendered("train 1 epoch log=\"old.jsonl\"").contains("was not written by this session"))
    try session.run("train 1 epoch log=\"old.jsonl\" force=true")
    #expect(try text("old.jsonl").contains("train/elbo"))
  }

  @Test("never take the place of a file that another session wrote")
  func foreign() throws {
    try session.folder.write(Array("mine".utf8), to: "old.csv")
    #expect(
      session.rendered("set log \"old.csv\"; train 1 epoch").contains("exists and was not written by this session"))
    #expect(try text("old.csv") == "mine")
    try session.run("set log off; train 1 epoch")
  }

  @Test(
    "are read by TensorBoard, with the watched figures",
    .enabled(if: python != nil, "needs python3 with venv and pip, and packages from PyPI"))
  func tensorBoard() throws {
    try session.run("set log runs; train 3 epochs metrics=1 watch=latents")
    let python = try #require(Self.python)
    let printed = try python.run(
      """
      import sys
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      events = EventAccumulator(sys.argv[1] + "/runs", size_guidance={"scalars": 0, "images": 0})
      events.Reload()
      tags = events.Tags()
      print(tags["images"], "train/elbo" in tags["scalars"], "metrics/purity" in tags["scalars"])
      print([e.step for e in events.Scalars("train/elbo")], [e.step for e in events.Images("figures/latents")])
      image = events.Images("figures/latents")[-1]
      print(image.encoded_image_string[:4] == b"\\x89PNG", image.width > 100, repr(events.Scalars("train/elbo")[-1].value))
      """, [session.folder.path])
    let lines = printed.split(separator: "\n")
    try #require(lines.count == 3, "\(printed)")
    #expect(lines[0] == "['figures/latents'] True True")
    #expect(lines[1] == "[1, 2, 3] [0, 1, 2, 3]")
    #expect(lines[2].hasPrefix("True True "))
    let elbo = try #require(lines[2].split(separator: " ").last.flatMap { Double($0) })
    #expect(abs(try session.number("elbo") - elbo) < 1e-4)
  }
}
