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
