import Foundation
import TestSupport
import Testing

/// Whether there is `strace`, and it may look at processes.
private let hasStrace: Bool = {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", "strace -o /dev/null true 2>/dev/null"]
  guard (try? process.run()) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}()

/// Under `strace`, which sees what is really done.
@Suite("What a safe program asks of the system", .enabled(if: hasStrace, "needs strace"))
struct SystemCallTests {
  static let usual = """
    load arcs count=200; load csv inside.csv; model hidden=4; train 1 epoch; plot data > deep/x.png; plot latents
    save model m.safetensors; open model m.safetensors; export latents l.npz; describe session; help
    """

  @Test(
    "is to start no program, to open no socket, to read and write nothing outside",
    arguments: SafetyTests.outside + [usual])
  func calls(text: String) throws {
    let program = try SafetyTests.prepared()
    let run = try program.shell(
      "cd here && strace -f -qq -s 4096 -e trace=%file,%network -o ../trace \"$GMVAE\" -q --safe -c '\(text)'")
    #expect(run.status == (text == Self.usual ? 0 : 1), "\(run.messages)")
    let trace = String(decoding: program.folder.bytes("trace") ?? [], as: UTF8.self)
    let calls = trace.split(separator: "\n").compactMap { SystemCall(String($0)) }.filter(\.succeeded)
    #expect(calls.count > 20)
    for call in calls {
      #expect(!["socket", "connect", "bind"].contains(call.name), "\(call.line)")
      if call.name == "execve" { #expect([Program.path, "/proc/self/exe"].contains(call.paths[0]), "\(call.line)") }
      #expect(!call.paths.contains { $0.contains("outside.") } || call.looksOnly, "\(call.line)")
      if call.changes { #expect(call.paths.allSatisfy { isAllowed($0, program.folder.path) }, "\(call.line)") }
    }
  }

  /// The working folder, the state folder, and the files without a name that the last good state lies in.
  private func isAllowed(_ path: String, _ folder: String) -> Bool {
    let whole = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder + "/here/")).standardizedFileURL.path
    return [folder + "/here/", folder + "/.local", "/dev/null", "/dev/tty", "/tmp/gmvae-", "/var/tmp", "/dev/shm"]
      .contains { whole.hasPrefix($0) }
  }
}

/// A line of `strace -f`.
private struct SystemCall {
  let line: String
  let name: String
  let paths: [String]
  let succeeded: Bool

  init?(_ line: String) {
    guard let match = line.firstMatch(of: #/^\d+ +(\w+)\((.*)\) += (-?\w+)/#) else { return nil }
    self.line = line
    name = String(match.1)
    paths = match.2.matches(of: #/"([^"]*)"/#).map { String($0.1) }
    succeeded = !match.3.hasPrefix("-")
  }

  /// Whether it opens none of its paths. Of `execve` they are the program and its arguments.
  var looksOnly: Bool {
    name == "execve" || name.contains("stat") || name.hasPrefix("readlink") || name.contains("access")
  }

  /// Whether it makes, changes or removes a file.
  var changes: Bool {
    if name.hasPrefix("open") { return line.contains(#/O_(WRONLY|RDWR|CREAT|TRUNC)/#) }
    return ["rename", "mkdir", "unlink", "rmdir", "symlink", "link", "chmod", "creat", "truncate"].contains {
      name.hasPrefix($0)
    }
  }
}
