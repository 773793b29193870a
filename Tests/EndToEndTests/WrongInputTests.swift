import Foundation
import TestSupport
import Testing

@Suite("Wrong inputs")
struct WrongInputTests {
  static let small = "load arcs count=200; model components=3 hidden=4; "

  static let inputs = [
    "lod arcs", "load arc", "load", "load arcs cout=5", "load arcs count=5", "load arcs count=many",
    "load arcs count=1.5", "load arcs, 5", "load mnist", "load mnist dir=nowhere", "load csv none.csv",
    "load csv bad.csv label=species", "load csv bad.csv label=kind", "load npy bad.csv", "load images nowhere",
    "load csv bad.csv test=2", "model", "train 5 epochs", "load arcs; train", "load arcs; train 0 epochs",
    "load arcs; train 5 epoch rate=2", "load arcs; train 5 epochs rate 0.1", "load arcs; train --rate=0.1 5 epochs",
    "load arcs; train 5 epochs lambda=-1", "load arcs; train epochs", "load arcs; model components=0",
    "load arcs; model hiden=3", "load arcs; model hidden=[]", "load arcs; model mnist", "load arcs; model big",
    "load arcs; model likelihood=bernoulli", "plot latent", "plot", "plot data > x.gif", "plot data >",
    "plot data > a.png > b.png", "load arcs; plot data > /proc/x.png", "load arcs; plot data > bad.csv",
    "load arcs; plot data width=0", small + "sample component 3", small + "sample component three",
    small + "sample component", small + "sample 1", small + "sample component 1 count=2 count=3",
    small + "interpolate latents 0 40", small + "interpolate latents 0", small + "reconstruct [1, 40]",
    small + "reconstruct 0", small + "plot history", small + "plot latents color=labl",
    small + "plot history terms=[elbo, x]", small + "export latents latents.xls", small + "save model bad.csv",
    "open model bad.csv", "open model none.safetensors", "let 3 = x", "let n = ", "let train = 3", "n = 3", "train = 3",
    "print x", "print 1 +", "print (1", "print [1, 2", "print \"open", "print 1 / \"a\"", "print 1 / 0",
    "print 2 ** 5000",
    "print \"a\" + 1", "print 1 = 2", "print 1 < 2 < 3", "print foo(3)", "print sqrt(1, 2)", "print sqrt(-1)",
    "print [1, 2][3]", "print “hi”", "for i in 3 { print i", "for i in 3 { print i }", "for train in 3 { }",
    "if 1 { print 2 }",
    "if true print 1", "else { }", "repeat 3 print 1", "repeat -1 { print 1 }", "define load { }",
    "define f x { print x }; f", "expect 1 + 1 == 3, \"sums\"", "let a = 2\nexpect a > 3", "expect", "source none.gmv",
    "source bad.csv", "help trian", "seed", "seed -1", "set them dark", "set theme blue", "set", "show everything",
    "print \u{1B}[31m", "load arcs; print data.cout", "load arcs; data.", "print elbo", "print train", "@", "}",
    "print 3)",
    "desc data", "e", "load arcs; sweep a in 3 { model }", "load arcs; sweep a in [] { model }", "sweep",
    "load arcs; sweep runs=0 { model }", "load arcs; sweep a in [data] { model }", "load arcs; sweep a in [1] { b }",
  ]

  @Test("are answered with a message that says what, where and a way out")
  func messages() throws {
    let parts = try Self.inputs.map { text in
      let program = try Program()
      try program.folder.write(Array("width,kind\n1,a\n2,\nx,b\n".utf8), to: "bad.csv")
      let run = try program.run("-q", "-c", text)
      #expect(run.status == 1 || run.status == 2, "\(text)")
      #expect(hasAWayOut(run.messages), "\(run.messages)")
      let shown = text.replacingOccurrences(of: "\u{1B}", with: "ESC")
      return "$ gmvae -q -c '\(shown)'\n\(run.results)\(run.messages)[\(run.status)]\n"
        .replacingOccurrences(of: program.folder.path, with: "FOLDER")
    }
    #expect(Self.inputs.count >= 60)
    try Snapshot.check(parts.joined(separator: "\n"), "wrong-inputs")
  }

  /// Whether each message goes on after its caret.
  private func hasAWayOut(_ messages: String) -> Bool {
    let lines = messages.split(separator: "\n").map { $0.drop { $0 == " " } }
    return lines.indices.allSatisfy { place in
      guard lines[place].hasPrefix("^") else { return true }
      return place + 1 < lines.count && !lines[place + 1].contains(": error: ")
    } && !lines.isEmpty
  }
}
