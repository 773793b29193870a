import Glibc
import struct Foundation.Data
import class Foundation.JSONSerialization
import Language
import Printing
import Synchronization
import TestSupport
import Testing

@testable import Terminal

@Suite("Progress")
struct ProgressTests {
  private func progress(_ phase: Progress.Phase, epoch: Int, fraction: Double) -> Progress {
    Progress(
      phase: phase, title: "epoch \(epoch)/60", fraction: fraction, rate: 51_234, secondsLeft: 83.2,
      values: [
        Progress.Measure("elbo", -0.12345), Progress.Measure("reconstruction", -539.1249),
        Progress.Measure("conditional", 12.5), Progress.Measure("style", 0), Progress.Measure("component", 2.0794),
      ])
  }

  @Test(
    "the line has what fits its width, from the left",
    arguments: [
      (40, "epoch 9/60   ━━━━━━────   1:24 left"),
      (80, "epoch 9/60   ━━━━━━━━━━──────   1:24 left   51,200 examples/s  elbo -0.1235"),
      (
        200,
        "epoch 9/60   ━━━━━━━━━━━━━───────   1:24 left   51,200 examples/s  elbo -0.1235  reconstruction -539.12  "
          + "conditional  12.500  style  0.0000  component  2.0794"
      ),
      (8, "epoch 9…"),
    ])
  func widths(width: Int, line: String) {
    let abilities = TerminalAbilities(width: width)
    let progress = progress(.advanced, epoch: 9, fraction: 0.66)
    #expect(ProgressLine(progress: progress, abilities: abilities).animated(width: width) == line)
  }

  @Test("only the bar has a color")
  func colors() {
    let abilities = TerminalAbilities(width: 40, hasColor: true)
    let line = ProgressLine(progress: progress(.advanced, epoch: 9, fraction: 0.5), abilities: abilities)
    #expect(line.animated(width: 39) == "epoch 9/60   \u{1B}[32m━━━━━─────\u{1B}[0m   1:24 left")
  }

  @Test("the bar and the numbers keep their places from the first epoch to the last")
  func steady() {
    let abilities = TerminalAbilities(width: 200)
    let lines = [(1, 0.0), (9, 0.5), (10, 0.51), (60, 1.0), (60, 7), (60, .nan)].map { epoch, fraction in
      let progress = progress(.advanced, epoch: epoch, fraction: fraction)
      return ProgressLine(progress: progress, abilities: abilities).animated(width: 200)
    }
    #expect(lines[0].hasPrefix("epoch 1/60   ────────────────────   1:24 left"))
    #expect(lines[3].hasPrefix("epoch 60/60  ━━━━━━━━━━━━━━━━━━━━   1:24 left"))
    #expect(Set(lines.map { $0.dropFirst(33) }).count == 1)
  }

  @Test(
    "numbers take seven columns at most",
    arguments: [
      (0, "0.0000"), (-0.00004, "0.0000"), (0.05, "0.0500"), (-9.5, "-9.5000"), (99.994, "99.994"),
      (-1234.56, "-1234.6"),
      (-123_456.7, "-123457"), (.nan, "nan"), (-.infinity, "-inf"), (1e9, "1000000000"),
    ] as [(Double, String)])
  func measures(value: Double, text: String) {
    #expect(ProgressLine.steady(value) == text)
  }

  @Test(
    "rates have three digits and commas",
    arguments: [(0, "0"), (7.4, "7"), (999, "999"), (1234, "1,230"), (99_960, "100,000"), (1_234_567, "1,230,000")]
      as [(Double, String)])
  func rates(rate: Double, text: String) {
    #expect(ProgressLine.grouped(rate) == text)
  }

  @Test("elsewhere than on a terminal each milestone is a plain line and nothing else is shown")
  func plain() {
    let written = Written(width: nil)
    let display = ProgressDisplay(output: written.output) { 0 }
    for phase in [Progress.Phase.began, .advanced, .milestone, .milestone, .ended] {
      display.show(progress(phase, epoch: 3, fraction: 0.5))
    }
    display.finish()
    let line =
      "epoch 3/60   elbo -0.1235  reconstruction -539.12  conditional  12.500  style  0.0000  component  2.0794   "
      + "51,200 examples/s\n"
    #expect(written.text == line + line)
  }

  @Test("as plain lines, each milestone has the time of day before it and the time left behind it, on a terminal too")
  func dated() {
    let written = Written(width: 200)
    let display = ProgressDisplay(output: written.output, form: .plain) { 0 }
    for phase in [Progress.Phase.began, .advanced, .milestone, .ended] {
      display.show(
        Progress(phase: phase, title: "epoch 3/60", fraction: 0.5, secondsLeft: 71.2, values: [.init("elbo", -1)]))
    }
    let time = #/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/#
    let line = written.text.replacing(time, with: "TIME")
    #expect(line == "TIME  epoch 3/60   elbo -1.0000  1:12 left\n")
  }

  @Test("as JSON, each report between milestones is left out that comes within a second")
  func objects() throws {
    let written = Written(width: nil)
    let now = Mutex(0.0)
    let display = ProgressDisplay(output: written.output, form: .json) { now.withLock(\.self) }
    for (time, phase) in [
      (0, Progress.Phase.began), (0.5, .advanced), (1.1, .advanced), (1.2, .milestone), (1.3, .ended),
    ] {
      now.withLock { $0 = time }
      display.show(
        Progress(phase: phase, title: "epoch 3/60", fraction: 0.5, secondsLeft: 71.26, values: [.init("elbo", -1)]))
    }
    let lines = try written.text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.map { $0["phase"] as? String } == ["began", "advanced", "milestone", "ended"])
    #expect(lines[2]["seconds_left"] as? Double == 71.3 && lines[2]["elbo"] as? Double == -1)
    #expect((lines[0]["clock"] as? String)?.hasSuffix("Z") == true)
  }

  @Test("a status file is written every two seconds, and says how the program ended")
  func status() throws {
    let folder = try ScratchFolder()
    let now = Mutex(0.0)
    let file = StatusFile(folder.path("status.json"), seconds: { now.withLock(\.self) }, fail: { _ in })
    func state() throws -> [String: Any] {
      try #require(JSONSerialization.jsonObject(with: Data(folder.bytes("status.json") ?? [])) as? [String: Any])
    }
    file.begin()
    #expect(try state()["state"] as? String == "running" && state()["progress"] == nil)
    for (time, title) in [(1.0, "epoch 1/9"), (2.1, "epoch 2/9"), (2.2, "epoch 3/9")] {
      now.withLock { $0 = time }
      file.show(Progress(phase: .advanced, title: title, fraction: 0.1))
    }
    let progress = try state()["progress"] as? [String: Any]
    #expect(progress?["title"] as? String == "epoch 2/9")
    #expect(try state()["process"] as? Double == Double(getpid()))
    file.end(1)
    #expect(try state()["state"] as? String == "failed" && state()["exit_status"] as? Double == 1)
  }

  @Test("a status file that cannot be written is told once")
  func unwritable() {
    let told = Mutex<[String]>([])
    let file = StatusFile("/none/status.json", seconds: { 0 }, fail: { text in told.withLock { $0.append(text) } })
    file.begin()
    file.end(0)
    #expect(told.withLock(\.count) == 1)
  }

  @Test("on a terminal one line is drawn at most fifteen times a second and stays as its last state")
  func animated() {
    let written = Written(width: 30)
    let now = Mutex(0.0)
    let display = ProgressDisplay(output: written.output) { now.withLock(\.self) }
    // Reports each 1/16 s, of which every second one is drawn, then each 1/14 s, which all are.
    for time in (0...16).map({ Double($0) / 16 }) + (1...14).map({ 1 + Double($0) / 14 }) {
      now.withLock { $0 = time }
      display.show(progress(.advanced, epoch: 60, fraction: time / 2))
    }
    let drawn = written.text.split(separator: "\r")
    #expect(drawn.count == 9 + 14)
    #expect(drawn.allSatisfy { $0.hasSuffix("\u{1B}[K") && !$0.contains("\n") })
    display.show(Progress(phase: .ended, title: "epoch 60/60", fraction: 1))
    #expect(written.text.hasSuffix("\repoch 60/60  elbo -0.1235\u{1B}[K\n"))
  }

  @Test("a picture stands above the line, and the next one in its place")
  func pictures() {
    let written = Written(width: 40)
    let display = ProgressDisplay(output: written.output) { 0 }
    func screen() -> String {
      var screen = TerminalScreen(columns: 40, rows: 10)
      screen.show("gmvae> train\r\n".utf8)
      screen.show(written.text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
      return screen.text
    }
    display.show(picture: .init(text: "a1\na2\n", rows: 2))
    display.show(progress(.began, epoch: 1, fraction: 0))
    display.show(picture: .init(text: "b1\nb2\n", rows: 2))
    #expect(screen().hasPrefix("gmvae> train\nb1\nb2\nepoch 1/60 "))
    display.show(picture: .init(text: "c1\nc2\nc3\n", rows: 3))
    #expect(screen().hasPrefix("gmvae> train\nb1\nb2\nc1\nc2\nc3\nepoch 1/60 "))
    display.show(Progress(phase: .ended, title: "epoch 60/60", fraction: 1))
    // What ended without values is told with those of the last report.
    #expect(screen().hasSuffix("b1\nb2\nc1\nc2\nc3\nepoch 1/60   elbo -0.1235\n"))
  }

  @Test("an error in the middle leaves the line and begins a new one, once")
  func finishes() {
    let written = Written(width: 80)
    let display = ProgressDisplay(output: written.output) { 0 }
    display.finish()
    #expect(written.text == "")
    display.show(progress(.began, epoch: 1, fraction: 0))
    display.finish()
    display.finish()
    #expect(written.text.hasSuffix("\u{1B}[K\n"))
  }
}
