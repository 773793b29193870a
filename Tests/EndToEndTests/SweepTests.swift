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

  @Test("runs in processes beside one another and keeps a script, a record, a log and a model of each")
  func runs() throws {
    let program = try Program()
    let run = try program.run("-c", Self.text)
    #expect(run.status == 0 && run.results.contains("\n4 sweeps/components/"), "\(run.messages)")
    let names = program.folder.names(in: "sweeps/components").sorted()
    let endings = names.map { $0.split(separator: ".").last.map(String.init) ?? "" }
    #expect(names.count == 16 && endings == (0..<4).flatMap { _ in ["gmv", "json", "log", "safetensors"] }, "\(names)")
    #expect(names[0].hasPrefix("3-seed1-") && names[15].hasPrefix("4-seed2-"))
    let script = try program.run("run", "sweeps/components/" + names[4])
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
    #expect(
      run.status == 130 && run.messages.contains("give the same sweep again to make the others"), "\(run.messages)")
    let left = try program.shell("ps -eo args | grep -F '\(program.folder.path)/sweeps' | grep -v grep")
    #expect(left.results == "")
    let files = program.folder.names(in: "sweeps/components").sorted()
    let complete = files.filter { $0.hasSuffix("safetensors") }
    #expect(complete.count == 2 && complete[0].hasPrefix("3-seed1-") && complete[1].hasPrefix("3-seed2-"))
    #expect(!files.contains { $0.hasSuffix("lock") })
  }

  @Test("killed, it leaves no process behind either")
  func killed() throws {
    let program = try Program()
    let long = Self.text.replacing("train 30", with: "train 100000")
    let process = try program.start(["-c", long])
    let children = "ps -eo args | grep -F '\(program.folder.path)/sweeps' | grep -v grep"
    #expect(try program.waits { try !program.shell(children).results.isEmpty })
    kill(process.processIdentifier, SIGKILL)
    _ = try program.finished(process)
    #expect(try program.waits { try program.shell(children).results.isEmpty })
  }

  @Test("two that are the same, started together, share the runs, and both give all of them")
  func together() throws {
    let program = try Program()
    let text = Self.text.replacing("print count(s.trainings), s.best", with: "print s.runs")
    let run = try program.shell(
      "\"$GMVAE\" -q -c '\(text)' >a & \"$GMVAE\" -q -c '\(text)' >b; first=$?; wait $! && exit $first")
    #expect(run.status == 0, "\(run.messages)")
    let outputs = ["a", "b"].map { String(decoding: program.folder.bytes($0) ?? [], as: UTF8.self) }
    #expect(outputs[0] == outputs[1] && outputs[0].contains("4-seed2-"))
    #expect(program.folder.names(in: "sweeps/components").count == 16)
  }

  @Test("runs that fail are told, are rows of the table, and give the status 1 when all is done")
  func failing() throws {
    let program = try Program()
    let run = try program.run(
      "-q", "-c",
      "load arcs count=200; sweep k in [2, 3] { model components=k hidden=4; expect k == 2; train 1 epoch } > \"r.csv\"; print 7"
    )
    #expect(run.status == 1 && run.results == "7\n")
    #expect(run.messages.contains("note: run 2 (k = 3, seed 1) failed: expectation not met: k == 2; all of it: "))
    let table = String(decoding: program.folder.bytes("r.csv") ?? [], as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(table.count == 3 && table[2].hasPrefix("3,1,,") && table[2].hasSuffix(",expectation not met: k == 2"))
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
