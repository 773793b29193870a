import ArgumentParser

/// `gmvae help [TOPIC]`: what `help` says at the prompt, and the whole reference.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a command of the language, such as train, or list them all.",
    usage: "gmvae help [<topic> ...]\ngmvae help --markdown")

  @OptionGroup var options: SharedOptions

  @Flag(help: "The whole reference of the language, in Markdown.")
  var markdown = false

  @Argument(help: "What to explain; nothing lists the commands.")
  var topic: [String] = []

  func validate() throws {
    if markdown, !topic.isEmpty { throw ValidationError("--markdown prints the whole reference: leave the topic out") }
  }

  func run() throws {
    let process = Process(options)
    if topic == ["run"] { throw CleanExit.helpRequest(RunCommand.self) }
    if topic == ["render"] { throw CleanExit.helpRequest(RenderCommand.self) }
    throw ExitCode(markdown ? process.showReference() : process.explain(topic.joined(separator: " ")))
  }
}
