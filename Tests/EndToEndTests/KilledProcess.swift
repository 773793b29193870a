import Foundation

/// The program itself, run in a folder of its own and sent signals.
final class KilledProcess {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "gmvae-killed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// What sessions saved by themselves, as paths from the folder.
  var autosaves: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path("state/gmvae"))) ?? []
    return names.filter { $0.hasPrefix("autosave") }.sorted().map { "state/gmvae/" + $0 }
  }

  /// Starts the program on a text.
  func start(_ text: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["--threads", "1", "-c", text]
    process.currentDirectoryURL = folder
    let environment = ["XDG_STATE_HOME": path("state"), "PATH": "/usr/bin:/bin", "TMPDIR": folder.path]
    process.environment = environment.merging(Program.sanitizers) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Runs a text to its end and gives the exit status.
  func run(_ text: String) throws -> Int32 {
    let process = try start(text)
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Waits for the end, at most ten seconds; then the program is killed and it is an error.
  func hasEnded(_ process: Process) -> Bool {
    if wait(until: { !process.isRunning }) { return true }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return false
  }

  /// Waits until `condition` holds, at most ten seconds.
  func wait(until condition: () -> Bool) -> Bool {
    for _ in 0..<1000 {
      if condition() { return true }
      usleep(10_000)
    }
    return false
  }
}
