import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("A lease")
struct LeaseTests {
  let folder: ScratchFolder
  var path: String { folder.path("run.lock") }

  init() throws { folder = try ScratchFolder() }

  private func take(duration: Double = 60) throws -> Lease? {
    try Lease.take(at: path, within: nil, duration: duration)
  }

  /// Another machine's lease, renewed so many seconds ago.
  private func leave(_ holder: String, age: Double) throws {
    try folder.write(Array(holder.utf8), to: "run.lock")
    try FileManager.default.setAttributes([.modificationDate: Date() - age], ofItemAtPath: path)
  }

  @Test("is held by one at a time, names who, and is there for the next when it is given back")
  func one() throws {
    var lease = try take()
    #expect(lease != nil)
    #expect(try take() == nil)
    #expect(lease?.renew() == true)
    let holder = try #require(Lease.holder(at: path, within: nil))
    #expect(holder.process == Int(getpid()) && holder.host == Host.name)
    lease = nil
    #expect(folder.names() == [])
    #expect(Lease.holder(at: path, within: nil) == nil)
    #expect(try take() != nil)
  }

  @Test("of another machine lasts as long as it is renewed")
  func another() throws {
    try leave("elsewhere boot-1 1 2 3\n", age: 50)
    #expect(try take() == nil)
    #expect(Lease.holder(at: path, within: nil)?.host == "elsewhere")
    try leave("elsewhere boot-1 1 2 3\n", age: 70)
    #expect(Lease.holder(at: path, within: nil) == nil)
    #expect(try take() != nil)
  }

  @Test("of a process of this machine that has ended is over at once")
  func dead() throws {
    let lease = try #require(try take())
    let text = String(decoding: folder.bytes("run.lock") ?? [], as: UTF8.self)
    let parts = text.split(whereSeparator: \.isWhitespace)
    try #require(parts.count == 5)
    // The same number, but started at another time: the system gave it again.
    try leave("\(parts[0]) \(parts[1]) \(parts[2]) 1 7\n", age: 0)
    let next = try take()
    #expect(next != nil)
    withExtendedLifetime((lease, next)) {}
  }

  @Test("that somebody else took over is no longer ours: it is not renewed, and not removed")
  func lost() throws {
    var lease = try take()
    try leave("elsewhere boot-1 1 2 3\n", age: 0)
    try FileManager.default.removeItem(atPath: path)
    try leave("elsewhere boot-1 1 2 3\n", age: 0)
    #expect(lease?.renew() == false)
    lease = nil
    #expect(folder.bytes("run.lock") != nil)
  }

  @Test("a file that says nothing is over when it is old")
  func empty() throws {
    try leave("", age: 10)
    #expect(try take() == nil)
    try leave("", age: 61)
    #expect(try take() != nil)
  }

  @Test("that was not renewed for long is left to others, even if it is still there")
  func late() throws {
    var lease = try take(duration: 0)
    #expect(lease?.renew() == true)
    lease = nil
    #expect(folder.names() == ["run.lock"])
  }

  @Test("of many that ask at the same time, one gets it, even where all find one that is over")
  func together() async throws {
    for _ in 0..<100 {
      try leave("elsewhere boot-1 1 2 3\n", age: 100)
      let path = path
      let won = await withTaskGroup(of: Lease?.self) { group in
        for _ in 0..<8 { group.addTask { try? Lease.take(at: path, within: nil) } }
        var leases: [Lease] = []
        for await lease in group { if let lease { leases.append(lease) } }
        return leases
      }
      #expect(won.count == 1)
      #expect(folder.names() == ["run.lock"])
    }
  }
}
