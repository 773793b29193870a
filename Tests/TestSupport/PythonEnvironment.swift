import Foundation

/// A Python environment of the tests' own with packages from PyPI, kept in the build folder from one run to the next.
public struct PythonEnvironment: Sendable {
  /// Where it is.
  public let path: String

  /// Nil where there is no Python with pip, or the packages cannot be had; tests are then skipped.
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
