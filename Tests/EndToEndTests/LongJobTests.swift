import Foundation
import TestSupport
import Testing

@Suite("A long job")
struct LongJobTests {
  static let long = "load arcs count=400; model hidden=8; train 100000 epochs"

  private func object(_ bytes: [UInt8]?) -> [String: Any] {
    (bytes.flatMap { try? JSONSerialization.jsonObject(with: Data($0)) } as? [String: Any]) ?? [:]
  }

  @Test("is saved when SIGUSR1 arrives, and goes on")
  func saves() throws {
    let program = try Program()
    let process = try program.start(["-c", "set autosave 0; " + Self.long])
    #expect(program.waits(for: "epoch 2/"))
    kill(process.processIdentifier, SIGUSR1)
    #expect(program.waits(for: "note: saved as asked: "))
    let message = String(decoding: program.folder.bytes(".streams/stderr") ?? [], as: UTF8.self)
    let path = try #require(message.split(separator: "saved as asked: ").last?.split(separator: "\n").first)
    let opened = try program.shell("\"$GMVAE\" -q -c 'open model \"\(path)\"; print model.epoch > 0'")
    #expect(opened.results == "true\n", "\(opened.messages)")
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGINT)
    // The streams were emptied by the program in between.
    #expect(try program.finished(process).status == 130)
  }

  @Test("says in a file how far it has come, and how it ended")
  func status() throws {
    let program = try Program()
    let process = try program.start(["--status", "status.json", "--progress=json", "-c", Self.long])
    #expect(program.waits { (object(program.folder.bytes("status.json"))["progress"] as? [String: Any]) != nil })
    let running = object(program.folder.bytes("status.json"))
    #expect(running["state"] as? String == "running")
    #expect(running["process"] as? Double == Double(process.processIdentifier))
    let progress = running["progress"] as? [String: Any]
    #expect((progress?["title"] as? String)?.hasPrefix("epoch ") == true && progress?["seconds_left"] is Double)
    #expect(program.waits(for: "\"phase\":\"milestone\""))
    kill(process.processIdentifier, SIGINT)
    let run = try program.finished(process)
    #expect(run.status == 130)
    #expect(object(program.folder.bytes("status.json"))["state"] as? String == "interrupted")
    let lines = run.messages.split(separator: "\n").filter { $0.hasPrefix("{") }
    #expect(lines.count > 1 && lines.allSatisfy { object(Array($0.utf8))["clock"] is String })
  }

  @Test("ended well or with an error, its status file says so")
  func ends() throws {
    let program = try Program()
    for (text, state) in [("print 1", "finished"), ("train 1 epoch", "failed")] {
      _ = try program.run("--status", "s.json", "-c", text)
      #expect(object(program.folder.bytes("s.json"))["state"] as? String == state)
    }
  }

  @Test("tells clock and time left as plain lines")
  func plain() throws {
    let program = try Program()
    let run = try program.run("--progress=plain", "-c", "load arcs count=400; model hidden=8; train 2 epochs")
    let lines = run.messages.split(separator: "\n").filter { $0.contains("epoch ") }
    #expect(
      lines.count == 2 && lines.allSatisfy { $0.contains(#/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z  epoch .* left$/#) },
      "\(run.messages)")
  }
}
