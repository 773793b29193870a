import Foundation

/// Python, where tests compare with what its libraries read. `GMVAE_PYTHON` names one that has them where that of the
/// path does not.
public enum Python {
  /// What Python prints with these arguments; nil where it fails or there is none.
  public static func output(_ arguments: [String]) -> Data? {
    let process = Process(), output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["GMVAE_PYTHON"] ?? "python3"] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data : nil
  }

  /// What a program prints, which finds `argument` as its first; nil where it fails or there is no Python.
  public static func run(_ program: String, _ argument: String) -> String? {
    output(["-c", program, argument]).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a module can be imported.
  public static func has(_ module: String) -> Bool { output(["-c", "import \(module)"]) != nil }

  /// Whether it has NumPy.
  public static let hasNumPy = has("numpy")
}
