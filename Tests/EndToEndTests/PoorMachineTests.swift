import Foundation
import TestSupport
import Testing

@Suite("A machine that lacks something")
struct PoorMachineTests {
  @Test("has no /proc: the program runs all the same", .enabled(if: getuid() == 0, "only root can take /proc away"))
  func noProc() throws {
    let program = try Program()
    let run = try program.shell(
      "unshare -m sh -c 'mount -t tmpfs none /proc && \"$GMVAE\" -c \"load arcs count=200; model hidden=4; train 1 step; print 7\"'"
    )
    #expect(run.status == 0 && run.results.hasSuffix("7\n"), "\(run.messages)")
    let sweep = try program.shell(
      "unshare -m sh -c 'mount -t tmpfs none /proc && \"$GMVAE\" -q -c \"load arcs count=200; sweep runs=1 { model hidden=4; train 1 step }\"'"
    )
    #expect(sweep.status == 0, "\(sweep.messages)")
  }

  @Test(
    "has little memory: what is to be drawn is refused before, and as many as are told are drawn",
    .enabled(if: getuid() == 0, "only root can say how much memory there is"),
    arguments: [
      ("reconstruct 320 on=train", "reconstruct", "examples"),
      ("interpolate latents 0 1 steps=1000", "interpolate latents 0 1", "steps"),
      ("sample component 0 count=1000", "sample component 0", "count"),
    ])
  func littleMemory(text: String, command: String, argument: String) throws {
    let program = try Program()
    try program.folder.write(Array("MemAvailable: 16000 kB\n".utf8), to: "meminfo")
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (400, 2000), }\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY\u{1}\0".utf8)
    bytes += [UInt8(header.utf8.count), 0] + Array(header.utf8)
    for row in 0..<400 {
      for column in 0..<2000 { bytes.append(UInt8((7 * row + 13 * column + row * column % 17) % 251)) }
    }
    try program.folder.write(bytes, to: "wide.npy")
    func run(_ text: String) throws -> Program.Run {
      try program.shell(
        "unshare -m sh -c 'mount --bind meminfo /proc/meminfo && \"$GMVAE\" -q -c \"load npy wide.npy; model hidden=4; \(text)\"'"
      )
    }
    let refused = try run(text)
    #expect(refused.status == 1 && refused.messages.contains(" numbers need about "), "\(refused.messages)")
    let hint = try #require(refused.messages.firstMatch(of: #/ask for fewer: (\w+=\d+)/#))
    #expect(hint.1.hasPrefix(argument + "="))
    // Numbers alone: the picture of so many takes a minute.
    let obeyed = try run("\(command) \(hint.1) > x.npz")
    #expect(obeyed.status == 0, "\(hint.1): \(obeyed.messages)")
  }

  @Test("gives little memory: a table that grows beyond it is refused, and the session goes on")
  func largeTable() throws {
    let program = try Program()
    // Ten million rows in forty kilobytes.
    #expect(try program.shell("yes 1,2 | head -c 40000000 | gzip >bomb.csv.gz").status == 0)
    let text = "load arcs count=200\nload csv \"bomb.csv.gz\"\nprint data.count\n"
    try program.folder.write(Array(text.utf8), to: "in")
    let run = try program.shell("ulimit -v 300000; \"$GMVAE\" -q --threads 1 <in")
    #expect(run.status == 1 && run.results == "200\n", "\(run)")
    #expect(run.messages.contains(" rows take ") && run.messages.contains("no more memory is free"), "\(run.messages)")
  }

  @Test(
    "gives no more threads: that is an error with a way out",
    .enabled(
      if: getuid() == 0 && Program.isOpenToAll,
      "only root can become a user without threads, who must reach the program"))
  func noThreads() throws {
    let program = try Program()
    func run(_ text: String) throws -> Program.Run {
      try program.shell(
        "cd / && exec prlimit --nproc=1 setpriv --reuid 12345 --clear-groups \"$GMVAE\" -q --threads 4 -c '\(text)'")
    }
    let refused = try run("load arcs count=200; model hidden=4; train 1 step")
    #expect(refused.status == 1)
    #expect(
      refused.messages.contains("the system lets this program have 1 thread, and it was to compute with 4")
        && refused.messages.contains("compute with fewer: threads 1"), "\(refused.messages)")
    let obeyed = try run("threads 1; load arcs count=200; model hidden=4; train 1 step; print 7")
    #expect(obeyed.status == 0 && obeyed.results == "7\n", "\(obeyed.messages)")
  }
}

extension Program {
  /// Whether another user can start the program.
  fileprivate static var isOpenToAll: Bool {
    let check = Process()
    check.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
    check.arguments = ["--reuid", "12345", "--clear-groups", "test", "-x", path]
    guard (try? check.run()) != nil else { return false }
    check.waitUntilExit()
    return check.terminationStatus == 0
  }
}
