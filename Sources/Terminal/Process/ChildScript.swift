import CSystem
import Glibc
import Language

/// A script run by this same program in a process of its own, which the keys of the terminal do not reach.
public final class ChildScript: ScriptProcess {
  private let process: pid_t
  private var ended: Int32?
  /// The most memory that it had, in bytes, once it has ended.
  public private(set) var peakMemory: Int?

  /// Starts it.
  ///
  /// - Parameter flags: what stands before `run` and its script on the command line.
  public init(_ start: ScriptStart, flags: [String]) throws(CommandError) {
    var variables = Self.variables.map { strdup($0) } + [nil]
    defer { variables.forEach { free($0) } }
    let (process, status) = ChildProcess.start(["gmvae", "run", start.script] + flags) { actions in
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      for stream in [STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_adddup2(&actions, start.output, stream)
      }
    } by: {
      posix_spawn(&$0, gm_program(), &$1, &$2, &$3, &variables)
    }
    guard status == 0 else {
      throw CommandError(
        "the run '\(start.script)' cannot be started: \(String(cString: strerror(status)))", argument: "folder",
        hint: "look whether its folder can be written to")
    }
    self.process = process
  }

  /// Those of this process, and which one it is.
  private static var variables: [String] {
    var variables = ["\(ParentProcess.variable)=\(getpid())"], entry = environ
    while let text = entry.pointee {
      let variable = String(cString: text)
      if !variable.hasPrefix(ParentProcess.variable + "=") { variables.append(variable) }
      entry += 1
    }
    return variables
  }

  /// The status it ended with; nil while it runs.
  public var exitStatus: Int32? {
    if let ended { return ended }
    var status: Int32 = 0, use = rusage()
    guard wait4(process, &status, WNOHANG, &use) == process else { return nil }
    peakMemory = use.ru_maxrss << 10
    ended = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    return ended
  }

  /// Ends it at once.
  public func stop() {
    guard exitStatus == nil else { return }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    ended = 128 + SIGKILL
  }
}
