extension Commands {
  static let train = CommandDeclaration(
    path: ["train"],
    summary: "train the model from where it stands",
    details: """
      Shows the ELBO and its four terms while it runs. Ctrl-C stops at the next batch and keeps the model as trained so \
      far, as does the end of steps or minutes within an epoch: the next training goes on there. Epochs of options are counted from \
      the model's making, so that a training may be interrupted or divided. recipe=paper and recipe=best stand for the options that \
      they print.
      Without a length it goes on until the ELBO rises no more, at most 5 minutes, and prints what that stands for: vectors start from a \
      partition of their neighbors, points in the plane have a lambda. patience ends any training where the ELBO of the test \
      examples (of training where there are none) has not risen by a thousandth for so many epochs since the options last changed \
      the objective.
      The loss is -reconstruction + conditional + style + max(lambda, component), each times its weight. lambda holds the z prior at \
      that many nats, so that components stay in use early in training. It and the weights are numbers, or change with the model's \
      age t in epochs: [1.5, 0, 20] is 1.5 + (0 - 1.5) · min(1, t/20), and [1.5, 0, 10, 20] stays at 1.5 to epoch 10 and is 0 from 20 \
      on (Bowman et al. 2016, Sønderby et al. 2016).
      objective=v1 is that of arXiv 1611.02648v1: conditional = Σ_k q(z=k|y) KL(q(x|y), p(x|w, z=k)) and component = \
      KL(q(z|y), uniform), with q(z|y) a softmax head that the model gets with its first training; the loss gains \
      alpha · H(p(z|x,w)), and eta is the weight of component.
      consistency asks that an image and a copy of it, a \
      little turned, sheared, scaled and shifted, belong to the same component, or an example of other data and a copy with \
      noise: the loss gains consistency · (KL(q, q') + \
      balance · KL(mean of q, uniform) + entropy · H(q)), with q and q' their responsibilities, softened by the temperature.
      neighbors asks that an example and a neighbor of it belong to the same component: the loss gains neighbors · \
      (-log Σ_k q_k q'_k + KL(mean of q, shares)). The ten nearest neighbors make a graph, five layouts of it (UMAP, McInnes et al. \
      2018) are divided by k-means, Ward's method and mixtures, and the partition that two steps of the graph's walk keep best \
      gives the shares and what components stand for: the loss gains partition · (-log q_c), c an example's cluster; where Gaussians foretell examples held out as well, \
      their mixture is the partition.
      pretrain makes the first epochs those of a plain VAE, p(x) = N(0, I); the next epoch starts from the mixture of Gaussians with \
      diagonal covariances that EM fits to the posterior means of x (VaDE, Jiang et al. 2017), its means and variances as p(x|w, z=k) \
      for every w. restarts=3 trains three starts of a new model, each with a seed of its own that follows from the model's, for the \
      epochs of trial, and goes on with the one whose last epoch had the best ELBO on the training data, or \
      where consistency is trained, the least of that; no labels are used.
      """,
    parameters: [
      .positional(
        "epochs", .integer(1...1_000_000), isRequired: false, default: "until the ELBO rises no more",
        noiseBefore: ["for"],
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
        "lambda", .ramp(NumberBounds(0, 100)), default: "0 (off)", unit: "nats",
        "the minimum information constraint on the z prior"),
      .option(
        "objective", .choice(["closed", "sampled", "v1"]), default: "closed",
        "the conditional prior's divergences in closed form or at the draws of x; v1: with q(z given y), as in the paper's first version"
      ),
      .option(
        "binary", .flag, default: "false", "draw each pixel as 0 or 1, with its value as probability, at each visit"),
      .option(
        "augment", .number(NumberBounds(0, 10)), default: "0 (off)",
        "transform each example at each visit, as far as distortion does copies"),
    ] + weights + consistency + schedule + starts + [
      .option(
        "precision", .choice(["float32", "bf16"]), default: "what set precision says",
        "what convolutions and large dense layers multiply, these for 200 rows or more; all else, sums too, is float32"),
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
      "train 60 epochs", "train", "train 60 epochs rate=1e-3 batch=200 lambda=1.5", "train 500 steps",
      "train 2.5 minutes",
      "let a = train 1 epoch", "train recipe=best", "train 4 epochs consistency=50 first=2 rate=2e-3",
      "train 10 epochs lambda=[1.5, 0, 10] style_weight=[0, 1, 5]",
      "model; train 5 epochs objective=v1 eta=0.5 alpha=1", "model; train 8 epochs pretrain=5",
      "model; train 10 epochs restarts=3",
      "train 3 epochs watch=latents", "train 3 epochs watch=\"history.gif\"",
    ], writesFile: true)

  private static let weights: [ParameterDeclaration] = [
    .option(
      "reconstruction_weight", .ramp(NumberBounds(0, 1e6)), default: "1", "what the reconstruction counts in the loss"),
    .option("conditional_weight", .ramp(NumberBounds(0, 1e6)), default: "1", "what the conditional prior counts"),
    .option(
      "style_weight", .ramp(NumberBounds(0, 1e6)), default: "1", "what the w prior counts (β, Higgins et al. 2017)"),
    .option("eta", .ramp(NumberBounds(0, 1e6)), default: "1", "what the z prior counts"),
    .option(
      "alpha", .ramp(NumberBounds(0, 1e6)), default: "0", "what the entropy of p(z given x, w) counts in objective=v1"),
  ]

  private static let consistency: [ParameterDeclaration] = [
    .option(
      "consistency", .ramp(NumberBounds(0, 1e6)), default: "0 (off)",
      "the weight of the examples' agreement with transformed copies (IMSAT, Hu et al. 2017)"),
    .option(
      "temperature", .number(NumberBounds(0, 1e6, includesLower: false)), default: "1",
      "what log densities are divided by in it; 10 for latents of 200"),
    .option(
      "balance", .ramp(NumberBounds(0, 1e6)), default: "4",
      "what the components' even use counts in it"),
    .option(
      "entropy", .ramp(NumberBounds(0, 1e6)), default: "0.5", "what the examples' doubt counts in it"),
    .option(
      "groups", .integer(0...1000), default: "0 (off)",
      "components with the same number modulo this count as one in it, and the ELBO alone tells them apart"),
    .option(
      "neighbors", .number(NumberBounds(0, 1e6)), default: "0 (off)",
      "the weight of the examples' agreement with neighbors in their graph, in place of copies (SCAN, Van Gansbeke et al. 2020)"
    ),
    .option("partition", .ramp(NumberBounds(0, 1e6)), default: "10", "what a partition of that graph counts"),
    .option(
      "distortion", .number(NumberBounds(0, 10)), default: "1",
      "the copies' distance: 1 for rotations of 0.2 rad, shears of 0.15, scales of 14 % and shifts of 0.1 half sides (sd)"
    ),
  ]

  private static let starts: [ParameterDeclaration] = [
    .option(
      "restarts", .integer(1...1000), default: "1",
      "from how many initial weights a new model is trained at first; the best one goes on"),
    .option("trial", .integer(1...1_000_000), default: "a fifth of all", unit: "epochs", "how long each is trained"),
    .option(
      "start", .integer(1...1000), default: "1", "which of these initial weights to train from, without trying any"),
  ]

  private static let schedule: [ParameterDeclaration] = [
    .option(
      "pretrain", .integer(0...1_000_000), default: "0 (off)", unit: "epochs",
      "how long a new model is a plain VAE before a Gaussian mixture, fitted to its latents, becomes the prior"),
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
    .option(
      "patience", .integer(0...1_000_000), default: "0 (off)", unit: "epochs",
      "training ends where the test examples' ELBO has not risen for so long"),
  ]
}
