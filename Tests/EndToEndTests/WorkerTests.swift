import Foundation
import TestSupport
import Testing

@Suite("Workers of a sweep")
struct WorkerTests {
  private func names(_ program: Program, _ ending: String) -> [String] {
    program.folder.names(in: "sweeps/components").filter { $0.hasSuffix(ending) }
  }

  @Test("killed in mid-run again and again, make every run once, with the numbers of a local sweep")
  func kills() throws {
    let program = try Program()
    let left = try program.run("-c", SweepRows.sweep("workers"))
    #expect(left.status == 0 && left.messages.contains("24 of 24 runs are to be made"), "\(left.messages)")
    #expect(names(program, ".safetensors").isEmpty && names(program, ".gmv").count == 24)
    // Two at a time. Each is ended after a moment, half of them by a signal that nobody can answer.
    var random = SeededGenerator(24)
    let kills = (0..<20).map {
      "again \($0) 0.\(100 + random.number(below: 400)) \(random.pick(["KILL", "KILL", "TERM", "USR1"]))\n"
    }
    let work = try program.shell(
      """
      start() { "$GMVAE" worker sweeps/components >sweeps/components/worker-$1.txt 2>&1 & }
      again() { old=$new; start $1; new=$!; sleep $2; kill -$3 $old; wait $old; }
      { start 20; new=$!; \(kills.joined()) } 2>/dev/null
      start 21; wait $! || exit 1; wait $new
      """, seconds: 180)
    #expect(work.status == 0, "\(random): \(work.messages)")
    #expect(names(program, ".safetensors").count == 24 && names(program, ".failed").isEmpty)
    #expect(names(program, ".lock").isEmpty)
    #expect(try SweepRows.madeTwice(program.folder).isEmpty)
    let status = try program.run("sweep", "status", "sweeps/components")
    #expect(status.results.contains("24 done, 0 running, 0 failed, 0 waiting"), "\(status.results)")
    #expect(try SweepRows.of(program) == SweepRows.expected.get())
  }

  @Test(
    "are started by GNU parallel too",
    .enabled(if: access("/usr/bin/parallel", X_OK) == 0, "GNU parallel is not installed: apt-get install parallel"))
  func parallel() throws {
    let program = try Program()
    _ = try program.run("-c", SweepRows.sweep("workers"))
    let run = try program.shell("seq 3 | parallel -j 3 -n0 \"$GMVAE\" -q worker sweeps/components")
    #expect(run.status == 0, "\(run.messages)")
    #expect(names(program, ".safetensors").count == 24 && names(program, ".json").count == 24)
  }

  @Test("record where and how each run was made")
  func records() throws {
    let program = try Program()
    _ = try program.run("-c", "load arcs count=200; sweep on=workers { model hidden=4; train 1 epoch }")
    let run = try program.run("worker", "sweeps/seeds")
    #expect(run.status == 0 && run.messages.contains("1/1 seed1-"), "\(run.messages)")
    let name = try #require(program.folder.names(in: "sweeps/seeds").first { $0.hasSuffix(".json") })
    let record = try JSONSerialization.jsonObject(with: Data(program.folder.bytes("sweeps/seeds/" + name) ?? []))
    let fields = try #require(record as? [String: Any])
    #expect(fields["state"] as? String == "done" && (fields["peak_memory"] as? Double ?? 0) > 1e6)
    for name in ["host", "processor", "instructions", "version", "build", "began", "ended"] {
      #expect((fields[name] as? String)?.isEmpty == false, "\(name)")
    }
    #expect((fields["seconds"] as? Double ?? 0) > 0 && (fields["threads"] as? Double ?? 0) >= 1)
  }

  @Test("try a run that fails as often as they are told, and go on with the others")
  func retries() throws {
    let program = try Program()
    let text =
      "load arcs count=200; sweep k in [2, 3] on=workers { model components=k hidden=4; expect k == 2; train 1 epoch }"
    _ = try program.run("-c", text)
    let first = try program.run("worker", "sweeps/k", "--retries", "2")
    #expect(first.status == 1 && first.messages.contains("failed: expectation not met: k == 2"), "\(first.messages)")
    let failed = try #require(program.folder.names(in: "sweeps/k").first { $0.hasSuffix(".failed") })
    let lines = String(decoding: program.folder.bytes("sweeps/k/" + failed) ?? [], as: UTF8.self)
    #expect(lines.split(separator: "\n").count == 3, "\(lines)")
    // Another worker finds it given up.
    #expect(try program.run("worker", "sweeps/k", "--retries", "2").status == 1)
    #expect(String(decoding: program.folder.bytes("sweeps/k/" + failed) ?? [], as: UTF8.self) == lines)
    let status = try program.run("sweep", "status", "sweeps/k")
    #expect(status.results.contains("1 done, 0 running, 1 failed"), "\(status.results)")
    // The same sweep, given again, leaves it to be tried once more.
    _ = try program.run("-c", text)
    #expect(try program.run("sweep", "status", "sweeps/k").results.contains("1 done, 0 running, 0 failed, 1 waiting"))
  }

  @Test(
    "ended together with their runs, as when a job's time is over, give these back; a run that alone is ended failed")
  func wholeJob() throws {
    let program = try Program()
    let text = "load arcs count=200; sweep on=workers { model hidden=4; train 100000 epochs }"
    _ = try program.run("-c", text)
    let base =
      "sweeps/seeds/" + (program.folder.names(in: "sweeps/seeds").first { $0.hasSuffix(".gmv") } ?? "").dropLast(4)
    func isTraining() -> Bool {
      String(decoding: program.folder.bytes(base + ".log") ?? [], as: UTF8.self).contains("epoch 2/")
    }
    for signal in ["TERM $c $p", "INT $p $c", "TERM $c $p", "KILL $c"] {
      let worker = try program.start(["worker", "sweeps/seeds"])
      #expect(program.waits { isTraining() })
      let status = try program.run("sweep", "status", "sweeps/seeds").results
      #expect(status.contains("0 done, 1 running") && status.contains(": epoch "), "\(status)")
      let id = worker.processIdentifier
      let killing = try Process.run(
        URL(filePath: "/bin/sh"), arguments: ["-c", "p=\(id); c=$(pgrep -P $p); kill -\(signal)"])
      killing.waitUntilExit()
      let run = try program.finished(worker)
      let isFailure = signal == "KILL $c"
      #expect((program.folder.bytes(base + ".failed") != nil) == isFailure, "\(signal): \(run.messages)")
      #expect(run.messages.contains("ended by signal 9, as when memory is short") == isFailure)
      try program.folder.write([], to: base + ".log")
    }
  }

  @Test("say what is wrong with a folder")
  func folders() throws {
    let program = try Program()
    let none = try program.run("worker", "nothing")
    #expect(none.status == 1 && none.messages.contains("there are no runs of a sweep in 'nothing'"))
    _ = try program.run("-c", "load arcs count=200; sweep on=workers { model hidden=4; train 1 epoch }")
    let other = try program.shell("cd sweeps && \"$GMVAE\" worker seeds")
    #expect(other.status == 1 && other.messages.contains("start the worker in the folder where the sweep was given"))
    _ = try program.shell("sed -i 's/^# build .*/# build other/' sweeps/seeds/*.gmv")
    let foreign = try program.run("worker", "sweeps/seeds")
    #expect(foreign.status == 1 && foreign.messages.contains("was written by another build of gmvae"))
  }

  @Test("are started by a job of Slurm, confined as the session is")
  func slurm() throws {
    let program = try Program()
    let run = try program.run(
      "--safe", "-c",
      "threads 2; load arcs count=200; sweep runs=6 processes=3 on=slurm retries=1 { model hidden=4; train 1 epoch }")
    #expect(run.messages.contains("6 of 6 runs are to be made: start workers with sbatch sweeps/seeds/job.sh"))
    let job = String(decoding: program.folder.bytes("sweeps/seeds/job.sh") ?? [], as: UTF8.self)
    #expect(
      job.contains("\n#SBATCH --array=1-3\n") && job.contains("\n#SBATCH --cpus-per-task=2\n")
        && job.contains("\n#SBATCH --signal=B:USR1@90\n"))
    #expect(job.contains("\n#SBATCH --chdir=\(program.folder.path)\n"))
    #expect(job.contains("/gmvae worker sweeps/seeds --retries 1 --safe &\n"), "\(job)")
  }

  @Test("are started on hosts over ssh, each with its messages in a file")
  func hosts() throws {
    let program = try Program()
    let sweep = "load arcs count=200; sweep runs=4 %@ { model hidden=4; train 1 epoch }"
    let none = try program.run("-c", sweep.replacing("%@", with: "on=hosts"))
    #expect(none.status != 0 && none.messages.contains("on=hosts and hosts= belong together"))
    let run = try program.run("-c", sweep.replacing("%@", with: "on=hosts hosts=[node1, \"me@node-2\"] processes=2"))
    #expect(run.messages.contains("4 of 4 runs are to be made: start workers with sh sweeps/seeds/hosts.sh"))
    // In place of ssh, what hands a command line to the shell as sshd does, and cannot reach the second host.
    let ssh = """
      #!/bin/sh
      [ "$1" = -n ] && [ "$2" = -- ] || exit 9
      [ "$3" = node1 ] || exit 255
      cd / && exec sh -c "$4"
      """
    try program.folder.write(Array(ssh.utf8), to: "bin/ssh")
    let started = try program.shell("chmod +x bin/ssh; PATH=\"$PWD/bin:$PATH\" sh sweeps/seeds/hosts.sh")
    #expect(started.status == 1 && started.messages == "no worker on me@node-2\n", "\(started.messages)")
    #expect(
      program.waits {
        program.folder.names(in: "sweeps/seeds").count { $0.hasSuffix(".safetensors") } == 4
          && String(decoding: program.folder.bytes("sweeps/seeds/worker-node1.txt") ?? [], as: UTF8.self)
            .contains("4/4 seed")
      })
  }

  @Test("on machines without a common disk make parts of a sweep that are brought together")
  func merge() throws {
    let one = try Program(), both = try Program()
    func sweep(_ runs: String) -> String {
      "load arcs count=200; let s = sweep runs=\(runs) { model hidden=4; train 1 epoch }; print count(s.trainings)"
    }
    _ = try one.run("-c", sweep("3"))
    _ = try both.run("-c", sweep("1"))
    let merged = try both.run("sweep", "merge", one.folder.path("sweeps/seeds"), "sweeps/seeds")
    #expect(merged.status == 0 && merged.results.hasPrefix("2 runs copied from "), "\(merged.messages)")
    let names = one.folder.names(in: "sweeps/seeds").filter { $0.hasSuffix(".safetensors") }
    #expect(names.count == 3)
    for name in names.dropFirst().map({ "sweeps/seeds/" + $0 }) {
      #expect(both.folder.bytes(name) == one.folder.bytes(name))
    }
    let status = try both.run("sweep", "status", "sweeps/seeds")
    #expect(status.results.contains("3 done, 0 running"), "\(status.results)")
    let all = try both.run("-c", sweep("3"))
    #expect(all.results.hasSuffix("3\n") && !all.messages.contains("run 1/"), "\(all.messages)")
    #expect(try both.run("sweep", "merge", "nothing", "sweeps/seeds").status == 1)
  }
}
