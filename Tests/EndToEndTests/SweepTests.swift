import Foundation
import TestSupport
import Testing

@Suite("A sweep of the real program")
struct SweepTests {
  static let text = """
    load arcs count=400
    let s = sweep components in [3, 4] runs=2 { model components=components hidden=8; train 30 epochs }
    print count(s.trainings), s.best
    """

  @Test("runs in processes beside one another and keeps a script, a log and a model of each")
  func runs() throws {
    let program = try Program()
    let run = try program.run("-c", Self.text)
    #expect(run.status == 0 && run.results.contains("\n4 sweeps/components/00"), "\(run.messages)")
    let names = (1...4).flatMap { number in ["gmv", "log", "safetensors"].map { "00\(number).\($0)" } }
    #expect(program.folder.names(in: "sweeps/components").sorted() == names)
    let script = try program.run("run", "sweeps/components/002.gmv")
    #expect(script.status == 0, "\(script.messages)")
    let again = try program.run("-c", Self.text)
    #expect(
      again.messages == "" && again.results.split(separator: "\n").last == run.results.split(separator: "\n").last)
  }

  @Test("interrupted, it leaves no process behind, and given again it goes on")
  func interrupted() throws {
    let program = try Program()
    let long = Self.text.replacing("train 30", with: "if components == 4 { train 100000 epochs }; train 30")
    let process = try program.start(["-c", long])
    #expect(program.waits(for: "run 1/4") && program.waits(for: "run 2/4"))
    kill(process.processIdentifier, SIGINT)
    let run = try program.finished(process)
    #expect(run.status == 130 && run.messages.contains("the same sweep goes on from there"), "\(run.messages)")
    let left = try program.shell("ps -eo args | grep -F '\(program.folder.path)/sweeps' | grep -v grep")
    #expect(left.results == "")
    let complete = program.folder.names(in: "sweeps/components").filter { $0.hasSuffix("safetensors") }.sorted()
    #expect(complete == ["001.safetensors", "002.safetensors"])
  }

  @Test("is confined as the program that starts it")
  func confined() throws {
    let program = try Program()
    try program.folder.write(Array("a,b\n1,2\n3,4\n5,6\n7,8\n9,1\n".utf8), to: "outside.csv")
    try program.folder.write(Array("".utf8), to: "work/here")
    let text = "load arcs count=200; sweep runs=1 { load csv ../outside.csv; model; train 1 epoch }"
    let run = try program.shell("cd work && \"$GMVAE\" -q --safe -c '\(text)'")
    #expect(run.status == 1)
    #expect(run.messages.contains("is outside of the folders that --safe allows"), "\(run.messages)")
  }
}
