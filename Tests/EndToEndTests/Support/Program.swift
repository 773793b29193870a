import Foundation
import TestSupport

/// The real program, run as a process in a folder of its own.
struct Program {
  /// How a run ended and what it said.
  struct Run {
    var status: Int32
    var results: String
    var messages: String
  }

  /// The release program, which people run; `GMVAE_PROGRAM` names another one, for example .build/debug/gmvae.
  static let path =
    ProcessInfo.processInfo.environment["GMVAE_PROGRAM"].map {
      URL(fileURLWithPath: $0, relativeTo: root).path
    } ?? release.path

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let release = root.appendingPathComponent(".build/release/gmvae")

  let folder: ScratchFolder

  init() throws {
    try Self.checkIsCurrent.get()
    folder = try ScratchFolder()
  }

  /// A program older than its sources would tell about code that is not there any more.
  private static let checkIsCurrent = Result {
    guard path == release.path else { return }
    struct Stale: Error, CustomStringConvertible {
      let description = """
        .build/release/gmvae is missing or older than Sources: build it with Scripts/build, \
        or set GMVAE_PROGRAM=.build/debug/gmvae to test the debug build
        """
    }
    let sources = FileManager.default.enumerator(
      at: root.appendingPathComponent("Sources"), includingPropertiesForKeys: nil)
    let newest = sources?.compactMap { ($0 as? URL).flatMap(fileDate) }.max()
    guard let built = fileDate(release), let newest, newest <= built else { throw Stale() }
  }

  /// When a file was changed; nil for folders and what is not there.
  private static func fileDate(_ url: URL) -> Date? {
    let values = try? url.resourceValues(forKeys: [.contentModificationDateKey, .isRegularFileKey])
    return values?.isRegularFile == true ? values?.contentModificationDate : nil
  }

  /// All that the program may find around it: no data, no history, no settings of the person who tests.
  var environment: [String: String] {
    [
      "HOME": folder.path, "PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8",
      "GMVAE_DATA": folder.path("data"),
    ].merging(Self.sanitizers) { $1 }
  }

  /// What a sanitizer is to do, where the program was built with one.
  static let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }

  /// Runs the program to its end.
  func run(_ arguments: String..., input: String = "") throws -> Run { try run(arguments, input: input) }

  /// Runs the program to its end, with more variables in its environment; kills it after so many seconds.
  func run(
    _ arguments: [String], input: String = "", variables: [String: String] = [:], seconds: Double = 60
  ) throws -> Run {
    let process = try start(arguments, input: input, variables: variables)
    return try finished(process, seconds: seconds)
  }

  /// Runs a command of the shell, in which `$GMVAE` is the program; kills it after so many seconds.
  func shell(_ command: String, seconds: Double = 60) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    try launch(process, input: "", environment: environment.merging(["GMVAE": Self.path]) { $1 })
    return try finished(process, seconds: seconds)
  }

  /// Starts the program and comes back at once; it reads `input`, or what comes in through `reading`.
  func start(
    _ arguments: [String], input: String = "", reading: FileHandle? = nil, variables: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    try launch(process, input: input, reading: reading, environment: environment.merging(variables) { $1 })
    return process
  }

  /// Waits for the end of a process, kills it if there is none, and gives what it said.
  func finished(_ process: Process, seconds: Double = 60) throws -> Run {
    let end = Date() + seconds
    while process.isRunning, Date() < end { usleep(2_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      results: text("stdout"), messages: text("stderr"))
  }

  /// Waits until the messages (or the results, `stdout`) hold `text`; false where they never do.
  func waits(for text: String, in stream: String = "stderr", seconds: Double = 30) -> Bool {
    let end = Date() + seconds
    while !self.text(stream).contains(text) {
      guard Date() < end else { return false }
      usleep(10_000)
    }
    return true
  }

  /// Waits until something holds; false where it never does.
  func waits(seconds: Double = 30, until holds: () throws -> Bool) rethrows -> Bool {
    let end = Date() + seconds
    while try !holds() {
      guard Date() < end else { return false }
      usleep(50_000)
    }
    return true
  }

  private func text(_ name: String) -> String {
    String(decoding: folder.bytes(".streams/" + name) ?? [], as: UTF8.self)
  }

  private func launch(
    _ process: Process, input: String, reading: FileHandle? = nil, environment: [String: String]
  ) throws {
    for (name, content) in [("stdin", input), ("stdout", ""), ("stderr", "")] {
      try folder.write(Array(content.utf8), to: ".streams/" + name)
    }
    process.standardInput = reading ?? FileHandle(forReadingAtPath: folder.path(".streams/stdin"))
    process.standardOutput = FileHandle(forWritingAtPath: folder.path(".streams/stdout"))
    process.standardError = FileHandle(forWritingAtPath: folder.path(".streams/stderr"))
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = environment
    try process.run()
  }
}
