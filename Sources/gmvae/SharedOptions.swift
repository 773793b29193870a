import ArgumentParser
import Compute
import Language
import Terminal

/// The flags that every way of running takes.
struct SharedOptions: ParsableArguments {
  @Flag(help: "Show each statement before its results.")
  var echo = false

  @Flag(help: "Results as JSON, one value a line.")
  var json = false

  @Flag(name: .shortAndLong, help: "Only what print and expressions say, and errors.")
  var quiet = false

  @ArgumentParser.Option(
    help: ArgumentHelp("Progress as lines with clock and time left (plain) or of JSON (json).", valueName: "form"))
  var progress: ProgressForm = .auto

  @ArgumentParser.Option(
    help: ArgumentHelp("A file that always says, as JSON, how far the program has come.", valueName: "file"))
  var status: String?

  @Flag(help: "No colors.")
  var noColor = false

  @Flag(help: "Read and write only below the working folder and where data sets are looked for.")
  var safe = false

  @ArgumentParser.Option(
    help: ArgumentHelp("With --safe: below this folder too (may be repeated).", valueName: "folder"))
  var allow: [String] = []

  @ArgumentParser.Option(help: "The seed that everything random starts from (default 1).")
  var seed: UInt64?

  @ArgumentParser.Option(help: "How many threads compute (default: all cores).")
  var threads: Int?

  /// Whether progress is shown: if somebody asks for it, or nobody asks for quiet.
  var showsProgress: Bool { !quiet || progress != .auto }

  /// The names of what is set here and could be set in a notebook too.
  var namesSet: Set<String> {
    Set([seed == nil ? nil : "seed", threads == nil ? nil : "threads"].compactMap { $0 })
  }

  func validate() throws {
    if let complaint = Engine.instructionSetComplaint { throw ValidationError(complaint.escapingControls) }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024") }
    if !safe, !allow.isEmpty {
      throw ValidationError("--allow makes exceptions from --safe: give both, or neither to read and write anywhere")
    }
  }
}

extension ProgressForm: ExpressibleByArgument {}
