extension Commands {
  static let train = CommandDeclaration(
    path: ["train"],
    summary: "train the model from where it stands",
    details: """
      Shows the ELBO and its four terms while it runs. Ctrl-C stops at the next batch and keeps the model as trained so \
      far, as does the end of steps or minutes within an epoch: the next training goes on there. lambda holds the z prior at \
      that many nats, so that components stay in use early in training. consistency asks that an image and a copy of it, a \
      little turned, sheared, scaled and shifted, belong to the same component, or an example of other data and a copy with \
      noise: the loss gains consistency · (KL(q, q') + \
      balance · KL(mean of q, uniform) + entropy · H(q)), with q and q' their responsibilities, softened by the temperature. \
      Epochs of first, warmup, cosine and annealing are counted from the model's making, so that a training may be \
      interrupted or divided. recipe=paper and recipe=best stand for the options that they print.
      """,
    parameters: [
      .positional(
        "epochs", .integer(1...1_000_000), replacement: "recipe", noiseBefore: ["for"],
        noiseAfter: ["epoch", "epochs"],
        "how many times to go through the training data"),
      .unit(
        "steps", .integer(1...1_000_000_000), insteadOf: "epochs", words: ["step", "steps"],
        "how many batches to learn from; may end within an epoch"),
      .unit(
        "minutes", .number(NumberBounds(0, 100_000, includesLower: false)), insteadOf: "epochs",
        words: ["minute", "minutes"], "how long to train by the clock; may end within an epoch"),
      .option(
        "recipe", .choice(["paper", "best"]), default: "none", "options that are known to work, where none are named"),
      .option("rate", .number(NumberBounds(0, 1, includesLower: false)), default: "1e-3", "the learning rate of Adam"),
      .option("batch", .integer(1...100_000), default: "200 (arcs), 100 (mnist-fc)", "examples in a batch"),
      .option("samples", .integer(1...1000), default: "1", "Monte Carlo samples for each example"),
      .option(
        "lambda", .number(NumberBounds(0, 100)), default: "0 (off)", unit: "nats",
        "the minimum information constraint on the z prior"),
      .option(
        "objective", .choice(["closed", "sampled"]), default: "closed",
        "the conditional prior's divergences, in closed form or at the draws of x"),
      .option(
        "binary", .flag, default: "false", "draw each pixel as 0 or 1, with its value as probability, at each visit"),
    ] + consistency + schedule + [
      .option(
        "metrics", .integer(0...1_000_000), default: "0 (off)", unit: "epochs",
        "take every metric of accuracy on the test examples after so many epochs, for plot accuracy"),
      .option(
        "watch", .path(endings: ["png", "svg", "pdf", "gif"]), default: "nothing",
        "a figure to draw again after each epoch: its name, or a file whose name begins with it; a .gif keeps every epoch"
      ),
    ],
    needs: [.data, .model],
    returns: "a record of the run: outcome, epochs, steps, elbo and its terms, test_elbo, seconds, history, …",
    examples: [
      "train 60 epochs", "train 60 epochs rate=1e-3 batch=200 lambda=1.5", "train 500 steps", "train 2.5 minutes",
      "let a = train 1 epoch", "train recipe=best", "train 4 epochs consistency=50 first=2 rate=2e-3",
      "train 3 epochs watch=latents", "train 3 epochs watch=\"history.gif\"",
    ], writesFile: true)

  private static let consistency: [ParameterDeclaration] = [
    .option(
      "consistency", .number(NumberBounds(0, 1e6)), default: "0 (off)",
      "the weight of the examples' agreement with transformed copies (IMSAT, Hu et al. 2017)"),
    .option(
      "temperature", .number(NumberBounds(0, 1e6, includesLower: false)), default: "1",
      "what log densities are divided by in it; 10 for latents of 200"),
    .option(
      "balance", .number(NumberBounds(0, 1e6)), default: "4",
      "what the components' even use counts in it"),
    .option(
      "entropy", .number(NumberBounds(0, 1e6)), default: "0.5", "what the examples' doubt counts in it"),
    .option(
      "groups", .integer(0...1000), default: "0 (off)",
      "components with the same number modulo this count as one in it, and the ELBO alone tells them apart"),
    .option(
      "distortion", .number(NumberBounds(0, 10)), default: "1",
      "the copies' distance: 1 for rotations of 0.2 rad, shears of 0.15, scales of 14 % and shifts of 0.1 half sides (sd)"
    ),
  ]

  private static let schedule: [ParameterDeclaration] = [
    .option(
      "first", .number(NumberBounds(0, 1e6)), default: "0 (off)", unit: "epochs",
      "how long assignments come first, the ELBO at the weight early"),
    .option("early", .number(NumberBounds(0, 1)), default: "0.02", "the ELBO's weight in that time"),
    .option(
      "warmup", .number(NumberBounds(0, 1e6)), default: "0 (off)", unit: "epochs",
      "how long the rate rises from 0 (Goyal et al. 2017)"),
    .option(
      "cosine", .number(NumberBounds(0, 1e6)), default: "0 (off)", unit: "epochs",
      "when the rate has fallen to 0 along half a cosine (Loshchilov and Hutter 2017)"),
    .option(
      "annealing", .number(NumberBounds(0, 1e6)), default: "0 (off)", unit: "epochs",
      "how long the conditional, w and z priors' weights rise from 0 (Sønderby et al. 2016)"),
  ]
}
