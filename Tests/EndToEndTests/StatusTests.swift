import Foundation
import Language
import Session
import TestSupport
import Testing

@Suite("How the program ends")
struct StatusTests {
  static let uses: [(arguments: [String], status: Int32)] = [
    (["-c", "print 1"], 0), (["-c", "quit; print 1"], 0), (["-c", ""], 0), (["--help"], 0), (["--version"], 0),
    (["-c", "expect 1 == 1"], 0), (["-c", "expect 1 == 2"], 1), (["-c", "train 1 epoch"], 1),
    (["-c", "load mnist"], 1), (["run", "none.gmv"], 1), (["-c", "print 1; nonsense"], 2), (["-c", "let = 3"], 2),
    (["--nonsense"], 64), (["run"], 64), (["--threads", "0"], 64), (["--seed", "x"], 64), (["-c"], 64), (["word"], 64),
    (["run", "x.gmv", "3"], 64), (["run", "x.gmv", "n=nan"], 64), (["run", "x.gmv", "n=-inf"], 64),
    (["run", "x.gmv", "1n=7"], 64), (["run", "x.gmv", "train=7"], 64), (["-c", "print 1", "run", "x.gmv"], 64),
    (["--allow", "."], 64), (["--safe", "--allow", ".", "-c", "print 1"], 0), (["help"], 0), (["help", "train"], 0),
    (["help", "plot", "latents"], 0), (["help", "run"], 0), (["help", "trian"], 1), (["help", "--markdown"], 0),
    (["help", "--markdown", "train"], 64), (["--no-init", "-c", "print 1"], 0),
  ]

  @Test("the exit status says what went wrong", arguments: uses)
  func statuses(arguments: [String], status: Int32) throws {
    let run = try Program().run(arguments)
    #expect(run.status == status, "\(run.messages)")
    #expect(run.messages.isEmpty == (status == 0))
  }

  @Test("bf16 on a processor without it is refused with a way out, before anything is trained")
  func precision() throws {
    let run = try Program().run(["-c", "set precision bf16"], variables: ["ONEDNN_MAX_CPU_ISA": "AVX2"])
    #expect(run.status == 1)
    #expect(
      run.messages == """
        -c:1:15: error: this processor does not multiply bfloat16 numbers
          set precision bf16
                        ^~~~
          it needs AVX-512 BF16; float32 runs everywhere: set precision float32

        """)
  }

  @Test("of a text that does not parse, nothing is run")
  func nothingRuns() throws {
    let run = try Program().run("-c", "print 1\nload arcs\nlod arcs")
    #expect(run.results == "")
    #expect(run.messages.hasPrefix("-c:3:1: error: "))
  }

  @Test("results go to standard output, errors and progress to standard error")
  func streams() throws {
    let run = try Program().run(
      "-c", "load arcs count=200; model hidden=4; let a = train 2 epochs; print 7; train 0 epochs * 2")
    #expect(run.status == 2 && run.results == "")
    let good = try Program().run(
      "-c", "load arcs count=200; model hidden=4; let a = train 2 epochs; print 7; sample component 99")
    #expect(good.status == 1)
    #expect(good.results.hasSuffix("\n7\n") && !good.results.contains("epoch 1/2"))
    #expect(good.messages.hasPrefix("epoch 1/2  ELBO ") && good.messages.contains("error: there is no component 99"))
  }

  @Test("a script takes values from the command line, and stops at its first error")
  func scripts() throws {
    let program = try Program()
    try program.folder.write(
      Array("let n = 3\nlet name = \"x\"\nprint n * 2\nprint name\nexpect n < 5\nprint 1".utf8), to: "s.gmv")
    #expect(try program.run("run", "s.gmv").results == "6\nx\n1\n")
    let other = try program.run("run", "s.gmv", "n=4", "name=a \"b\" \\(c)")
    #expect(other.results == "8\na \"b\" \\(c)\n1\n")
    let failing = try program.run("run", "s.gmv", "n=7")
    #expect(failing.status == 1 && failing.results == "14\nx\n")
    #expect(failing.messages.hasPrefix("s.gmv:5:"))
  }

  @Test("standard input is a script, whole with -, statement by statement without")
  func standardInput() throws {
    let program = try Program()
    #expect(try program.run("-", input: "let a = 2\nprint a").results == "2\n")
    #expect(try program.run("run", "-", "a=5", input: "print a").results == "5\n")
    try program.folder.write(Array("let a = 2\nprint a".utf8), to: "s.gmv")
    try program.folder.write(Array("```gmvae\nprint 7\n```\n".utf8), to: "n.md")
    #expect(try program.run("s.gmv").results == "2\n" && program.run("--quiet", "s.gmv", "a=3").results == "3\n")
    #expect(try program.run("n.md").results == "7\n" && program.run("-c", "print 1", "s.gmv").status == 64)
    let whole = try program.run("-", input: "print 1\nnonsense")
    #expect(whole.status == 2 && whole.results == "")
    let lines = try program.run(input: "print 1\nnonsense\nprint 2\n")
    #expect(lines.status == 2 && lines.results == "1\n2\n")
  }

  @Test("closed streams and readers that leave early end the program without noise")
  func closedStreams() throws {
    let program = try Program()
    #expect(try program.shell("\"$GMVAE\" <&-").status == 0)
    #expect(try program.shell("\"$GMVAE\" - <&-").status == 0)
    #expect(try program.shell("\"$GMVAE\" -c 'nonsense' 2>&-").status == 2)
    let head = try program.shell("{ \"$GMVAE\" -c 'for i in 0..<200000 { print i }'; echo $? >status; } | head -1")
    #expect(head.results == "0\n" && head.messages == "")
    #expect(program.folder.bytes("status") == Array("1\n".utf8))
  }

  @Test("the reference and the help of a command come from the shell too, in lines that fit")
  func help() throws {
    let program = try Program()
    #expect(try program.run("help", "--markdown").results == Commands.set.reference)
    #expect(try program.run("help", "plot", "latents").results == (Commands.set.help(on: "plot latents") ?? "") + "\n")
    #expect(try program.run("help").results == program.run("-c", "help").results)
    #expect(try program.run("help", "trian").messages.contains("did you mean 'train'?"))
  }

  @Test("with nohup and without a terminal, training goes on after a hang-up")
  func nohup() throws {
    let program = try Program()
    let run = try program.shell(
      "nohup \"$GMVAE\" -c 'load arcs count=200; model hidden=4; train 2 epochs; print 5' >out 2>err </dev/null & "
        + "sleep 0.1; kill -HUP $!; wait $!")
    #expect(run.status == 0)
    #expect(String(decoding: program.folder.bytes("out") ?? [], as: UTF8.self).hasSuffix("5\n"))
  }

  @Test("an interrupt during a script's training ends it with 130, and what follows is not run")
  func interrupts() throws {
    let program = try Program()
    let process = try program.start(["-c", "load arcs count=1000; model hidden=8; train 1000000 epochs; print 12345"])
    #expect(program.waits(for: "epoch 2/"))
    process.interrupt()
    let run = try program.finished(process)
    #expect(run.status == 130)
    #expect(!run.results.contains("12345"))
  }

  @Test("quiet leaves what was asked for, and echo shows each statement first")
  func quietAndEcho() throws {
    let text = "load arcs count=200\nlet n = 2 # two\nprint n\nfor i in 0...1 {\n  print i\n}"
    let program = try Program()
    #expect(try program.run("--quiet", "-c", text).results == "2\n0\n1\n")
    let echoed = try program.run("--echo", "--quiet", "-c", text).results
    #expect(
      echoed == """
        gmvae> load arcs count=200
        gmvae> let n = 2
        gmvae> print n
        2
        gmvae> for i in 0...1 {
          ...>   print i
          ...> }
        0
        1

        """)
  }

  @Test("with json every value is one line that any reader of JSON takes")
  func json() throws {
    let text =
      "load arcs count=200; model hidden=4; train 1 epoch; describe data; sample component 1 count=2; print 1/3; \"a\\n\""
    let run = try Program().run("--json", "-c", text)
    #expect(run.status == 0)
    let values = try run.results.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8), options: .fragmentsAllowed)
    }
    #expect(values.count == 7)
    #expect((values[0] as? [String: Any])?["count"] as? Int == 200)
    #expect(((values[2] as? [String: Any])?["history"]) != nil)
    #expect(values[5] as? Double == 1 / 3.0 && values[6] as? String == "a\n")
  }

  @Test("the seed given as a flag is the session's")
  func seeds() throws {
    #expect(try Program().run("--seed", "42", "-c", "print seed").results == "42\n")
  }

  @Test("what is wrong with the arguments is told without what of them could steer the terminal")
  func steeringArguments() throws {
    let program = try Program()
    let steering = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}"
    for arguments in [
      ["--\(steering)"], ["run", "a.gmv", steering], ["run"], ["notebook", "new", "a.md", "--x\(steering)"],
    ] {
      let run = try program.run(arguments)
      #expect(run.status == 64 && run.messages.contains("Error: "), "\(run.messages)")
      let raw = run.messages.unicodeScalars.filter {
        $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
      }
      #expect(raw.allSatisfy { $0 == "\n" }, "\(arguments)")
    }
    #expect(try program.run("--help").status == 0 && program.run("--version").status == 0)
  }
}
