/// A script to be run in a process of its own.
public struct ScriptStart: Sendable {
  /// The script's whole path.
  public let script: String
  /// The whole path of the file that gets what it shows.
  public let log: String
  /// The log, open for writing while the script is started.
  public let output: Int32

  /// Names both.
  public init(script: String, log: String, output: Int32) {
    self.script = script
    self.log = log
    self.output = output
  }
}

/// A script that runs in a process of its own.
public protocol ScriptProcess: AnyObject {
  /// How it ended: 0 for well; nil while it runs.
  var exitStatus: Int32? { get }

  /// Ends it at once.
  func stop()
}
