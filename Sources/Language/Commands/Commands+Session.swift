extension Commands {
  static let session = CommandFamily(
    title: "Session",
    commands: [
      CommandDeclaration(
        path: ["seed"],
        summary: "set the seed that everything random starts from",
        parameters: [.positional("seed", .integer(0...Int(1) << 53), "what the random numbers start from")],
        returns: "nothing",
        examples: ["seed 7"]),
      describe("session", "the session: seed, data, model, figures so far", needs: []),
      CommandDeclaration(
        path: ["source"],
        summary: "run a script as if it were typed here",
        parameters: [.positional("file", .path(endings: ["gmv"]), "the script")],
        returns: "the value of its last statement",
        examples: ["source five-arcs.gmv"]),
      CommandDeclaration(
        path: ["help"],
        summary: "list the commands, or explain one",
        parameters: [.positional("topic", .topic, isRequired: false, "a command, such as plot latents, or language")],
        returns: "a text",
        examples: ["help", "help train", "help plot latents", "help language"]),
      CommandDeclaration(
        path: ["quit"], aliases: [["exit"]], summary: "end the session", returns: "nothing", examples: ["quit"]),
    ])
}
