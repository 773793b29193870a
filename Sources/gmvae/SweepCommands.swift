import ArgumentParser

/// `gmvae worker FOLDER`: makes runs of a sweep, together with others.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Make the runs of a sweep that are missing, together with other workers.",
    usage: "gmvae worker <folder> [--processes <n>] [--retries <n>]",
    discussion: """
      'sweep … on=workers' writes the runs. Any number of workers, on all machines that share the folder, divide them; \
      what a worker had when it was killed, others make again. SIGUSR1 and SIGTERM give back at once. The status is 1 if a \
      run failed.
      """)

  @OptionGroup var options: SharedOptions

  @Argument(help: "The folder of the sweep, as the sweep names it.")
  var folder: String

  @Option(help: "How many runs at the same time (default 1).")
  var processes: Int?

  @Option(help: "How often a run that failed is tried again, by all workers together (default 0).")
  var retries: Int?

  func validate() throws {
    guard (1...1024).contains(processes ?? 1) else {
      throw ValidationError("--processes takes a number from 1 to 1024")
    }
    guard (0...100).contains(retries ?? 0) else { throw ValidationError("--retries takes a number from 0 to 100") }
  }

  func run() throws {
    throw ExitCode(Process(options).work(in: folder, processes: processes ?? 1, retries: retries ?? 0))
  }
}

/// `gmvae sweep status FOLDER`: how far a sweep has come, from its folder alone.
struct SweepStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell which runs of a sweep are done, running, failed or waiting.")

  @OptionGroup var options: SharedOptions

  @Argument(help: "The folder of the sweep.")
  var folder: String

  func run() throws { throw ExitCode(Process(options).showSweep(in: folder)) }
}

/// `gmvae sweep merge FROM INTO`: brings together what machines without a common disk made.
struct SweepMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Copy the complete runs in the folder of a sweep to another one.",
    discussion: "Runs that both have are the same, and are left. The sweep, given again there, compares all.")

  @OptionGroup var options: SharedOptions

  @Argument(help: "The folder to copy from.")
  var source: String

  @Argument(help: "The folder to copy to.")
  var target: String

  func run() throws { throw ExitCode(Process(options).mergeSweep(source, into: target)) }
}

/// `gmvae sweep`: looks at the folders of sweeps.
struct SweepCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Tell how far a sweep is, and bring parts of one together.",
    usage: "gmvae sweep status <folder>\ngmvae sweep merge <source> <target>",
    subcommands: [SweepStatusCommand.self, SweepMergeCommand.self])
}
