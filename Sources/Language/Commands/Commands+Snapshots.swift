extension Commands {
  static let snapshots: [CommandDeclaration] = [take, restore, list, compare, animate]

  private static let take = CommandDeclaration(
    path: ["snapshot"],
    summary: "keep the model as it is under a name, in memory",
    details: """
      With all its training: after restore it trains on as if nothing had been between. A name that is taken is replaced. \
      Snapshots end with the session; save model keeps one for longer.
      """,
    parameters: [.positional("name", .snapshot, noiseBefore: ["as"], "what to call it")],
    needs: [.model],
    returns: "nothing",
    examples: ["snapshot before"], output: nil)

  private static let restore = CommandDeclaration(
    path: ["restore"],
    summary: "put a kept model in the place of the present one",
    details: "The present model is gone, unless it was kept or saved itself. The data stays as it is.",
    parameters: [.positional("name", .snapshot, "a name that snapshot was given")],
    returns: "a record of the model: preset, components, latent, style, parameters, epoch, step",
    examples: ["restore before"])

  private static let list = CommandDeclaration(
    path: ["snapshots"],
    summary: "the kept models",
    returns: "a table: name, model, epoch, step, elbo, size",
    examples: ["snapshots"])

  private static let compare = CommandDeclaration(
    path: ["compare"],
    summary: "two models side by side on the same examples",
    details: """
      The ELBO and its terms, every measure of accuracy, and the components in use; then how far both put the same examples \
      together (the adjusted Rand index of their assignments), and the largest difference of a trained parameter. current is \
      the model of the session.
      """,
    parameters: [
      .positional("a", .snapshot, "the name of a snapshot, or current"),
      .positional(
        "b", .snapshot, isRequired: false, default: "current", noiseBefore: ["and", "with", "to"],
        "the name of another, or current"),
      share,
    ],
    needs: [.data],
    returns: "a table: what, the value of each, difference",
    examples: ["compare before", "compare before current on=train"])

  private static let animate = CommandDeclaration(
    path: ["animate"],
    summary: "a figure at each snapshot and now, as a film",
    details: """
      The snapshots in the order they were first taken, then the session's model, all on the same axes. A film of every epoch of \
      one training is made by train itself, with watch="latents.gif".
      """,
    parameters: [
      .positional("figure", .choice(watched), noiseBefore: ["history", "of"], "which figure"),
      .option(
        "seconds", .number(NumberBounds(0.02, 60)), default: "0.5", unit: "seconds", "how long each picture stays"),
    ] + size.filter { !["title", "dpi"].contains($0.name) },
    needs: [.data, .model],
    returns: "a record of the file: path, bytes, pictures",
    examples: ["snapshot before; train 1 epoch; animate latents", "animate history of latents > \"latents.gif\""],
    output: .film)

  /// The figures that a film can be made of.
  public static let watched = [
    "latents", "style", "density", "components", "usage", "confusion", "reconstructions", "responsibilities", "weights",
    "history", "accuracy",
  ]
}
