import Glibc
import Language
import Printing
import Session
import Terminal

extension SessionEnvironment {
  /// The world around this process; `progress` and `note` hear what the session tells.
  init(_ options: SharedOptions, progress: @escaping (Progress) -> Void, note: @escaping (String) -> Void) {
    self.init(
      workingFolder: Environment.workingFolder, variables: Self.processVariables, threads: options.threads,
      isInterrupted: { Interrupts.isRequested }, progress: progress, note: note)
    text = { ValuePrinter(abilities: TerminalAbilities(width: nil)).text(of: $0) }
    takeSaveRequest = { Interrupts.takeSaveRequest() }
    delayingEnd = { Interrupts.delayingEnd($0) }
    seed = options.seed ?? seed
    confinement = (options.safe ? ["--safe"] : []) + options.allow.flatMap { ["--allow", $0] }
    startScript = { [flags = ["--no-color"] + confinement] start throws(CommandError) in
      try ChildScript(start, flags: flags)
    }
  }

  /// The environment variables of this process.
  static var processVariables: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}
