import ArgumentParser
import Session
import Terminal

/// `gmvae` opens the prompt, `gmvae -c TEXT` runs a text, `gmvae FILE` or `gmvae run FILE` a script or notebook,
/// `gmvae notebook` begins and lists notebooks, and `gmvae help TOPIC` explains the language.
struct GMVAECommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gmvae",
    abstract: "A notebook shell for Gaussian-mixture variational autoencoders.",
    usage: """
      gmvae                               open the prompt
      gmvae -c 'load arcs; plot data'     run a text
      gmvae FILE [NAME=VALUE ...]         run a script or notebook; - is standard input
      gmvae run FILE.md --update          run a notebook and store its outputs in it
      gmvae notebook new|list             begin a notebook, list those of a folder
      gmvae render NOTEBOOK.md            make a page of a notebook
      gmvae worker FOLDER                 make runs of a sweep, beside others
      gmvae kernel install                be a kernel of Jupyter
      gmvae help [TOPIC]                  explain the language, such as train
      """,
    discussion:
      "Inside, 'help' lists the commands. Results go to standard output, progress and errors to standard error.",
    version: Session.versions,
    subcommands: [
      RunCommand.self, RenderCommand.self, NotebookCommand.self, WorkerCommand.self, SweepCommands.self,
      KernelCommand.self, HelpCommand.self,
    ])

  @OptionGroup var options: SharedOptions

  @Flag(help: "Do not run the start-up file, ~/.config/gmvae/init.gmv.")
  var noInit = false

  @Option(name: .customShort("c"), help: ArgumentHelp("Run this text and end.", valueName: "text"))
  var text: String?

  func run() throws {
    let process = Process(options)
    if let text { throw ExitCode(process.run(text, named: "-c")) }
    throw ExitCode(process.openPrompt(startingUp: !noInit))
  }
}
