import Foundation
import Language
import Session
import TestSupport
import Testing

@Suite("Whole transcripts")
struct TranscriptTests {
  @Test("a first session, with every statement and its result")
  func firstSession() throws {
    let program = try Program()
    let text = """
      # A small tour
      load arcs count=1000 seed=3
      describe data
      model components=4 hidden=[16, 8]
      describe model
      let a = train 2 epochs rate=1e-2 lambda=1.5
      compute accuracy
      evaluate
      describe run
      plot data
      plot latents color=component > latents.svg
      sample component 1
      sample all count=3 > samples.pdf
      interpolate latents 3 17
      reconstruct
      plot history
      expect a.lambda == 1.5, "lambda is kept"
      print "\\(data.count) points, K = \\(model.components)"
      describe session
      quit
      print "never"
      """
    let run = try program.run("--echo", "-c", text)
    #expect(run.status == 0)
    try Snapshot.check(Snapshot.masked(run.results, folder: program.folder.path), "first-session")
    try Snapshot.check(Snapshot.masked(run.messages, folder: program.folder.path), "first-session-messages")
    #expect(
      program.folder.names(in: "figures") == [
        "001-data.png", "002-component-1.png", "003-interpolation.png", "004-reconstructions.png", "005-history.png",
      ])
  }

  @Test("all of help")
  func help() throws {
    let topics = [""] + Commands.set.topics
    let parts = try topics.map { "gmvae> help \($0)\n" + (try Program().run("-c", "help \($0)").results) }
    try Snapshot.check(parts.joined(separator: "\n"), "help")
  }

  @Test("the flags and what is wrong with them")
  func flags() throws {
    let uses = [
      ["--help"], ["run", "--help"], ["render", "--help"], ["help", "--help"], ["--nonsense"], ["run"], ["word"],
      ["run", "x", "y"],
      ["--threads", "0"], ["run", "x", "n=nan"], ["run", "x", "n=1e999"], ["run", "x", "1n=3"],
      ["-c", "print 1", "run", "x"], ["--allow", "/tmp"], ["help", "trian"], ["help", "train", "--markdown"],
      ["run", "none.gmv"],
    ]
    let parts = try uses.map { arguments in
      let run = try Program().run(arguments)
      return "$ gmvae \(arguments.joined(separator: " "))\n\(run.results)\(run.messages)[\(run.status)]\n"
    }
    try Snapshot.check(parts.joined(separator: "\n"), "flags")
  }
}
