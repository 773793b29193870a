import Foundation
import Language
import Printing
import Testing

@testable import Terminal

extension ProcessWide {
  @Suite("Running texts")
  final class RunnerTests {
    private let host = StubHost()
    private let results = Written()
    private let messages = Written()

    init() {
      Interrupts.install()
      Interrupts.clear()
      host.values["compute accuracy"] = .record(
        Record(kind: "accuracy", fields: [Record.Field("purity", .number(0.975))]))
      host.values["train"] = .record(Record(kind: "training", fields: [Record.Field("epochs", .number(2))]))
    }

    private func run(_ text: String, results: Written? = nil, options: OutputOptions = OutputOptions()) -> RunOutcome {
      let progress = ProgressDisplay(output: messages.output)
      host.progress = options.isQuiet ? nil : progress
      let runner = Runner(
        interpreter: Interpreter(host: host), results: (results ?? self.results).output, messages: messages.output,
        progress: progress, options: options)
      let outcome = runner.run(SourceText(name: "test.gmv", text: text))
      Interrupts.clear()
      return outcome
    }

    @Test("results go to one stream, progress to the other")
    func streams() {
      #expect(run("train 2 epochs\nlet a = compute accuracy\na.purity * 2\nprint \"done\"") == .finished)
      #expect(results.text == "training  epochs 2\naccuracy\n  purity  0.975\n1.95\ndone\n")
      #expect(messages.text == "epoch 1/2  elbo -0.5000\n")
    }

    @Test("a text that does not parse or check is refused as a whole, every error told")
    func refuses() {
      let outcome = run("seed 1\nseet 2\ntrain 2 epochs rat=1\n")
      #expect(outcome == .refused)
      #expect(outcome.exitStatus == 2)
      #expect(host.performed.isEmpty)
      #expect(results.text == "")
      #expect(messages.text.contains("test.gmv:2:1: error: "))
      #expect(messages.text.contains("test.gmv:3:16: error: "))
    }

    @Test("with timing on each statement's time and memory follow it, also where it fails")
    func timing() {
      host.settings[.timing] = .text("on")
      #expect(run("print 1\nfor i in 0..<3 { print i }\ndescribe model").exitStatus == 1)
      let lines = messages.text.split(separator: "\n").filter { $0.hasPrefix("time ") }
      #expect(lines.count == 3)
      #expect(lines.allSatisfy { $0.wholeMatch(of: #/time [0-9.]+ s  memory [0-9]+ MB \([+-][0-9]+ MB\)/#) != nil })
    }

    @Test("the first error while running ends the text with status 1")
    func fails() {
      let outcome = run("seed 1\ndescribe model\nseed 2")
      #expect(outcome.exitStatus == 1)
      #expect(host.performed == ["seed 1", "describe model"])
      #expect(
        messages.text == """
          test.gmv:2:1: error: there is no model yet
            describe model
            ^~~~~~~~~~~~~~
            make one with model

          """)
    }

    @Test("an expectation that does not hold and a broken script that is sourced are failures, not refusals")
    func failures() {
      host.scripts["broken.gmv"] = "seed 1\nseet"
      #expect(run("expect 1 > 2").exitStatus == 1)
      #expect(run("source broken.gmv").exitStatus == 1)
      #expect(messages.text.contains("broken.gmv:2:1: error: "))
    }

    @Test("Ctrl-C in a command ends the text with status 130, after the command's value")
    func interrupts() {
      host.interruptedCommand = "train"
      let outcome = run("train 2 epochs\nseed 1")
      #expect(outcome.exitStatus == 130)
      #expect(host.performed == ["train 2 epochs"])
      #expect(results.text == "training  epochs 2\n")
      #expect(run("train 2 epochs") == .interrupted)
    }

    @Test("quit ends the text with status 0")
    func quits() {
      #expect(run("seed 1; quit; seed 2") == .quit)
      #expect(host.performed == ["seed 1"])
    }

    @Test("a reader that went away ends the text quietly")
    func closed() {
      let outcome = run("print 1\nseed 1", results: Written(isClosed: true))
      #expect(outcome == .closed)
      #expect(outcome.exitStatus == 1)
      #expect(host.performed.isEmpty)
      #expect(messages.text == "")
    }

    @Test("as JSON each value is one line, and echoes go beside it")
    func json() {
      let options = OutputOptions(isJSON: true, isEchoing: true)
      #expect(run("compute accuracy\n1 / 3\nprint \"a\\(1)\"", options: options) == .finished)
      #expect(results.text == "{\"kind\":\"accuracy\",\"purity\":0.975}\n0.3333333333333333\n\"a1\"\n")
      #expect(messages.text == "gmvae> compute accuracy\ngmvae> 1 / 3\ngmvae> print \"a\\(1)\"\n")
    }

    @Test("an echo reads like the prompt")
    func echoes() {
      let text = "let a = 2  # two\nfor k in 0..<a {\n  print k\n}"
      #expect(run(text, options: OutputOptions(isEchoing: true)) == .finished)
      #expect(
        results.text == """
          gmvae> let a = 2
          gmvae> for k in 0..<a {
            ...>   print k
            ...> }
          0
          1

          """)
    }

    @Test("quiet leaves what was asked for")
    func quiet() {
      #expect(run("train 2 epochs\ncompute accuracy\nprint 1\n2", options: OutputOptions(isQuiet: true)) == .finished)
      #expect(results.text == "1\n2\n")
    }

    @Test("an error in color keeps its text")
    func colors() {
      let text = "a:1:1: error: unknown error: x\n  see\n  ^~~\n  did you mean 'seed'?"
      let colored = Style(isOn: true).diagnostic(text)
      #expect(
        colored.hasPrefix("a:1:1: \u{1B}[1;31merror:\u{1B}[0m unknown error: x\n  see\n  \u{1B}[1;31m^~~\u{1B}[0m\n"))
      #expect(Style(isOn: false).diagnostic(text) == text)
    }
  }
}
