import Foundation

/// A Python environment of the tests' own with packages from PyPI, kept in the build folder from one run to the next.
public struct PythonEnvironment: Sendable {
  /// If it is.
  public let path: String

  /// Nil if there is no Python with pip, or the packages cannot be had; tests are then skipped.
  ///
  /// - Parameter name: tells it from others; the packages' names are part of it, so that other ones make a new environment.
  public init?(_ name: String, packages: [String]) {
    let build = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let marker = packages.joined(separator: " ")
    path = build.appendingPathComponent("python-\(name)").path
    let done = path + "/packages"
    if (try? String(contentsOfFile: done, encoding: .utf8)) == marker { return }
    let python = ProcessInfo.processInfo.environment["GMVAE_PYTHON"] ?? "python3"
    guard Self.run("/usr/bin/env", [python, "-m", "venv", "--clear", path]),
      Self.run(program("pip"), ["install", "-q", "--disable-pip-version-check"] + packages),
      (try? marker.write(toFile: done, atomically: true, encoding: .utf8)) != nil
    else { return nil }
  }

  /// The path of a program in it.
  public func program(_ name: String) -> String { path + "/bin/" + name }

  /// What a Python program prints, and where it fails what it says; it finds `arguments` as its own.
  public func run(_ program: String, _ arguments: [String]) throws -> String {
    try output(["-c", program] + arguments)
  }

  /// What a Python script prints, and where it fails what it says.
  public func run(script: String, _ arguments: [String]) throws -> String { try output([script] + arguments) }

  private func output(_ arguments: [String]) throws -> String {
    let process = Process(), output = Pipe(), folder = try ScratchFolder()
    try folder.write([], to: "errors")
    process.executableURL = URL(fileURLWithPath: program("python"))
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: folder.path("errors"))
    try process.run()
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let errors = process.terminationStatus == 0 ? [] : folder.bytes("errors") ?? []
    return printed + String(decoding: errors, as: UTF8.self)
  }

  private static func run(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
