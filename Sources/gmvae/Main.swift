import ArgumentParser
import Glibc

/// Where the program starts.
@main
enum Main {
  static func main() {
    startAgainWithShortSpins()
    GMVAECommand.main(withRunSpelledOut(Array(CommandLine.arguments.dropFirst())))
  }

  /// libgomp's threads spin for milliseconds before they sleep. Where other programs want the cores too, each wait of a
  /// training step then costs a time slice; with short spins training slows down by its share of the cores only. libgomp
  /// reads the setting when it is loaded, so the program starts itself once more with it.
  private static func startAgainWithShortSpins() {
    guard getenv("GOMP_SPINCOUNT") == nil, getenv("OMP_WAIT_POLICY") == nil else { return }
    setenv("GOMP_SPINCOUNT", "5000", 1)
    execv("/proc/self/exe", CommandLine.unsafeArgv)
  }

  /// `gmvae -` is short for `gmvae run -`: the parser takes no lone dash for a command.
  private static func withRunSpelledOut(_ arguments: [String]) -> [String] {
    guard let dash = arguments.firstIndex(of: "-"), !arguments.contains("run") else { return arguments }
    return Array(arguments[..<dash]) + ["run"] + Array(arguments[dash...])
  }
}
