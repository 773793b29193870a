import ArgumentParser
import Glibc
import Language
import Terminal

/// Where the program starts.
@main
enum Main {
  static func main() {
    Installation.useItsFonts()
    startAgainWithShortSpins()
    do {
      var command = try GMVAECommand.parseAsRoot(withRunSpelledOut(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// What was wrong with the arguments goes to standard error, without what of them could steer the terminal.
  private static func end(with error: any Error) -> Never {
    let code = GMVAECommand.exitCode(for: error)
    if code == .success { GMVAECommand.exit(withError: error) }
    let lines = GMVAECommand.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.map { String($0).escapingControls }.joined(separator: "\n")
    try? Output(descriptor: STDERR_FILENO, abilities: TerminalAbilities(width: nil)).writeLine(text)
    exit(code.rawValue)
  }

  /// libgomp's threads spin for milliseconds before they sleep. Where other programs want the cores too, each wait of a
  /// training step then costs a time slice; with short spins training slows down by its share of the cores only. libgomp
  /// reads the setting when it is loaded, so the program starts itself once more with it.
  private static func startAgainWithShortSpins() {
    guard getenv("GOMP_SPINCOUNT") == nil, getenv("OMP_WAIT_POLICY") == nil else { return }
    setenv("GOMP_SPINCOUNT", "5000", 1)
    execv("/proc/self/exe", CommandLine.unsafeArgv)
  }

  /// `gmvae FILE.gmv`, `gmvae FILE.md` and `gmvae -` are short for `gmvae run …`: the parser takes none of them for a command.
  private static func withRunSpelledOut(_ arguments: [String]) -> [String] {
    guard let place = arguments.firstIndex(where: isFile) else { return arguments }
    let isTaken = arguments[..<place].contains { words.contains($0) }
    return isTaken ? arguments : arguments[..<place] + ["run"] + arguments[place...]
  }

  /// What says by itself what the file after it is for.
  private static let words = ["-c", "--allow", "run", "render", "notebook", "kernel", "help"]

  private static func isFile(_ argument: String) -> Bool {
    argument == "-" || argument.hasSuffix(".gmv") || argument.hasSuffix(".md")
  }
}
