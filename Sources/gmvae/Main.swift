import ArgumentParser
import CSystem
import Glibc
import Language
import Printing
import Terminal

/// Where the program starts.
@main
enum Main {
  static func main() {
    Installation.useItsFonts()
    startAgainWithShortSpins()
    do {
      var command = try GMVAECommand.parseAsRoot(withRunSpelledOut(arguments))
      try command.run()
    } catch {
      exit(say(error))
    }
  }

  /// What the program was started with, without its own name. Swift would read it from /proc, which may be missing.
  private static var arguments: [String] {
    (1..<max(1, Int(gm_argument_count()))).compactMap { gm_arguments()[$0].map { String(cString: $0) } }
  }

  /// Shows help that was asked for, or what is wrong with the arguments, without what of them could steer the terminal, and
  /// gives the exit status.
  private static func say(_ error: any Error) -> Int32 {
    let status = GMVAECommand.exitCode(for: error).rawValue
    let lines = GMVAECommand.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.map { String($0).escapingControls }.joined(separator: "\n")
    func stream(_ descriptor: Int32) -> Output {
      Output(descriptor: descriptor, abilities: TerminalAbilities(descriptor: descriptor))
    }
    do {
      try stream(status == 0 ? STDOUT_FILENO : STDERR_FILENO).writeLine(text)
      return status
    } catch {
      if status == 0 { try? stream(STDERR_FILENO).writeLine("error: \(error)") }
      return max(status, 1)
    }
  }

  /// libgomp's threads spin for milliseconds before they sleep. Where other programs want the cores too, each wait of a
  /// training step then costs a time slice; with short spins training slows down by its share of the cores only. libgomp
  /// reads the setting when it is loaded, so the program starts itself once more with it.
  private static func startAgainWithShortSpins() {
    guard getenv("GOMP_SPINCOUNT") == nil, getenv("OMP_WAIT_POLICY") == nil else { return }
    setenv("GOMP_SPINCOUNT", "5000", 1)
    execv(gm_program(), gm_arguments())
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
