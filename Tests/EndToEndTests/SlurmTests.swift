import Foundation
import TestSupport
import Testing

/// Slurm with three nodes on this machine, until nobody needs it.
private final class Slurm {
  /// What is missing here to start it; nil if nothing.
  static let missing: String? = {
    let programs = ["slurmctld", "slurmd", "munged", "sbatch"].filter { name in
      !["/usr/sbin/", "/usr/bin/"].contains { access($0 + name, X_OK) == 0 }
    }
    return programs.isEmpty && getuid() == 0
      ? nil : "needs root, and Slurm on this machine: apt-get install slurm-wlm munge"
  }()

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let folder: ScratchFolder
  private let cluster = URL(filePath: #filePath).appending(path: "../Slurm/cluster").standardized.path

  /// Starts it; throws `Failure` if it does not start within 20 s.
  init() throws {
    folder = try ScratchFolder()
    let port = 20_000 + Int(getpid()) % 10_000
    let start = try run("timeout -k 2 20 '\(cluster)' start '\(folder.path)' \(port) \(getpid())")
    guard start.status == 0 else {
      throw Failure(description: "Slurm does not start here: " + start.text.filter { !$0.isNewline })
    }
  }

  deinit { _ = try? run("timeout -k 2 20 '\(cluster)' stop '\(folder.path)'") }

  /// Runs a command of the shell in the folder, with PATH and settings for Slurm's own commands.
  @discardableResult
  func run(_ command: String) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SLURM_CONF": folder.path("slurm.conf"), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { $1 }
    try folder.write([], to: "output")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: folder.path("output"))
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: folder.bytes("output") ?? [], as: UTF8.self))
  }

  /// Ends a daemon as a failing machine does, and for a node all that runs on it.
  func kill(_ daemon: String) throws {
    try run(
      """
      kill -KILL $(cat \(daemon).pid)
      for p in /proc/[0-9]*; do
        grep -qszxF SLURMD_NODENAME=\(daemon) $p/environ && grep -qszxF "SLURM_CONF=$SLURM_CONF" $p/environ \
          && kill -KILL ${p#/proc/}
      done
      """)
  }
}

@Suite("A sweep in Slurm", .enabled(if: Slurm.missing == nil, "\(Slurm.missing ?? "")"))
struct SlurmTests {
  @Test("makes 24 runs once, with the numbers of a local sweep, while workers, a node and the controller are killed")
  func kills() throws {
    let program = try Program(), slurm: Slurm
    do { slurm = try Slurm() } catch let failure as Slurm.Failure { try Test.cancel("\(failure)") }
    let left = try program.run("-c", SweepRows.sweep("slurm", processes: 6))
    let place = program.folder.path, sweep = "sweeps/components"
    #expect(left.messages.contains("start workers with sbatch \(sweep)/job.sh"), "\(left.messages)")
    let submit = "cd '\(place)' && sbatch \(sweep)/job.sh"
    let submitted = try slurm.run(submit)
    try #require(submitted.status == 0, "\(submitted.text)")
    func done() -> Int { program.folder.names(in: sweep).count { $0.hasSuffix(".safetensors") } }
    #expect(program.waits { done() > 1 })
    // Workers, by a signal that nobody can answer; Slurm takes their tasks for failed. Leases name processes.
    for _ in 0..<2 {
      let killed = try slurm.run(
        "for p in $(cat '\(place)/\(sweep)'/*.lock | cut -d ' ' -f 3); do kill -KILL $p && exit; done; exit 1")
      #expect(killed.status == 0, "\(killed.text)")
      usleep(300_000)
    }
    try slurm.kill("n1")
    try slurm.kill("slurmctld")
    try slurm.run("slurmctld -f $SLURM_CONF")
    if !program.waits(seconds: 20, until: { done() == 24 }) {
      // The tasks of those that were killed have failed: the job, given again, makes what is left.
      try slurm.run(submit)
    }
    #expect(program.waits(seconds: 40) { done() == 24 })
    try #expect(SweepRows.madeTwice(program.folder).isEmpty)
    #expect(try SweepRows.of(program) == SweepRows.expected.get())
    let status = try program.run("sweep", "status", sweep)
    #expect(status.results.contains("24 done, 0 running, 0 failed, 0 waiting"), "\(status.results)")
  }

  @Test("a worker whose time is almost over gives back its run, and its task waits in the queue once more")
  func requeued() throws {
    let program = try Program(), slurm: Slurm
    do { slurm = try Slurm() } catch let failure as Slurm.Failure { try Test.cancel("\(failure)") }
    let text = "load arcs count=200; sweep runs=1 on=slurm { model hidden=4; train 100000 epochs }"
    _ = try program.run("-c", text)
    try slurm.run("cd '\(program.folder.path)' && sbatch sweeps/seeds/job.sh")
    func isHeld() -> Bool { program.folder.names(in: "sweeps/seeds").contains { $0.hasSuffix(".lock") } }
    #expect(program.waits { isHeld() })
    try slurm.run("scancel --batch --signal=USR1 $(squeue -h -o %A | head -n 1)")
    #expect(program.waits { !isHeld() })
    #expect(try program.waits { try slurm.run("squeue -h -o %t").text.hasPrefix("PD") })
  }
}
