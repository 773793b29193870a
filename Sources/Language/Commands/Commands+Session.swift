extension Commands {
  static let session = CommandFamily(
    title: "Session",
    commands: [
      CommandDeclaration(
        path: ["seed"],
        summary: "set the seed that everything random starts from",
        parameters: [.positional("seed", .seed, "what the random numbers start from")],
        returns: "nothing",
        examples: ["seed 7"], output: nil),
      CommandDeclaration(
        path: ["threads"],
        summary: "set how many threads compute",
        details: """
          The model is laid out anew for them and keeps its values. Results are the same for any number of them, to the \
          last bit. While other programs want the processors too, a training takes fewer if its steps are then faster.
          """,
        parameters: [.positional("threads", .integer(1...1024), default: "all cores", "how many")],
        returns: "nothing",
        examples: ["threads 2"], output: nil),
      describe("session", "the session: seed, threads, data, model, files written", needs: []),
      CommandDeclaration(
        path: ["source"],
        summary: "run a script as if it were typed here",
        parameters: [.positional("file", .path(endings: ["gmv"]), "the script")],
        returns: "the value of its last statement",
        examples: ["source five-arcs.gmv"], output: nil),
      history,
    ] + cells + [
      CommandDeclaration(
        path: ["doctor"],
        summary: "look at all that gmvae depends on, and say what to do where something is amiss",
        details: """
          Versions of the libraries, the processor's instruction set, threads, memory, what the terminal can show, where \
          data sets are looked for and which were found, and the folder for history and autosaves.
          """,
        returns: "a table: what, found, and ok or what to do",
        examples: ["doctor"]),
      CommandDeclaration(
        path: ["help"],
        summary: "list the commands, or explain one",
        parameters: [.positional("topic", .topic, isRequired: false, "a command, such as plot latents, or language")],
        returns: "a text",
        examples: ["help", "help train", "help plot latents", "help language"], output: nil),
      CommandDeclaration(
        path: ["quit"], aliases: [["exit"]], summary: "end the session", returns: "nothing", examples: ["quit"],
        output: nil),
    ])
}
