import Foundation
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
    let topics = [
      "", "language", "load arcs", "load mnist", "model", "train", "evaluate", "compute accuracy", "sample component",
      "sample all", "interpolate latents", "reconstruct", "plot data", "plot latents", "plot samples", "plot history",
      "describe", "seed", "source", "quit",
    ]
    let parts = try topics.map { "gmvae> help \($0)\n" + (try Program().run("-c", "help \($0)").results) }
    try Snapshot.check(parts.joined(separator: "\n"), "help")
  }

  @Test("the flags and what is wrong with them")
  func flags() throws {
    let uses = [
      ["--help"], ["run", "--help"], ["--nonsense"], ["run"], ["word"], ["run", "x", "y"], ["--threads", "0"],
    ]
    let parts = try uses.map { arguments in
      let run = try Program().run(arguments)
      return "$ gmvae \(arguments.joined(separator: " "))\n\(run.results)\(run.messages)[\(run.status)]\n"
    }
    try Snapshot.check(parts.joined(separator: "\n"), "flags")
  }

  @Test("wrong inputs and their whole messages")
  func wrongInputs() throws {
    let small = "load arcs count=200; model components=3 hidden=4; "
    let inputs = [
      "lod arcs", "load arc", "load", "load arcs cout=5", "load arcs count=5", "load arcs count=many",
      "load arcs count=1.5",
      "model", "train 5 epochs", "load arcs; train", "load arcs; train 0 epochs", "load arcs; train 5 epoch rate=2",
      "load arcs; train 5 epochs lambda=-1", "load arcs; model components=0", "load arcs; model hiden=3",
      "load arcs; model mnist", "load arcs; model likelihood=bernoulli", "plot latent", "plot", "plot data > x.gif",
      "load arcs; plot data > /proc/x.png", small + "sample component 3", small + "sample component three",
      small + "interpolate latents 0 40", small + "interpolate latents 0", small + "reconstruct [1, 40]",
      small + "reconstruct 0", small + "plot history", small + "plot latents color=labl", "load mnist",
      "load mnist dir=nowhere", "let 3 = x", "let n = ", "print x", "print 1 +", "print (1", "print \"open",
      "print 1 / \"a\"",
      "for i in 3 { print i", "if 1 { print 2 }", "expect 1 + 1 == 3, \"sums\"", "let a = 2\nexpect a > 3",
      "source none.gmv",
      "help trian", "seed", "seed -1", "print \u{1B}[31m", "load arcs; print data.cout", "print elbo",
      "print sqrt(1, 2)",
      "print [1, 2][3]", "repeat -1 { print 1 }", "@", "define f x { print x }; f",
    ]
    let parts = try inputs.map { text in
      let program = try Program()
      let run = try program.run("-q", "-c", text)
      #expect(run.status == 1 || run.status == 2, "\(text)")
      let shown = text.replacingOccurrences(of: "\u{1B}", with: "ESC")
      return "$ gmvae -q -c '\(shown)'\n\(run.results)\(run.messages)[\(run.status)]\n"
        .replacingOccurrences(of: program.folder.path, with: "FOLDER")
    }
    try Snapshot.check(parts.joined(separator: "\n"), "wrong-inputs")
  }
}
