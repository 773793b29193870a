extension Commands {
  static let model = CommandFamily(
    title: "Model",
    commands: [
      newModel,
      describe("model", "the model's layers, output shapes and parameter counts", needs: [.model]),
      train,
      describe("run", "how the last training went, epoch by epoch", needs: [.trained]),
      sweep,
    ] + snapshots)

  private static let newModel = CommandDeclaration(
    path: ["model"],
    summary: "make a new, untrained model",
    details: """
      Without a preset: arcs for points (8 components, latent 2, style 2, hidden layers of 120), best for images from 16 × 16 on, and \
      compact for all else (as many components as classes, latent 10, style 10, hidden layers of 500; best has two convolutions before \
      them). mnist-fc, mnist and svhn are the paper's networks, with \
      latent 200 and style 150. encoder, prior and decoder name layers of your own, from the data or the latent on: fc500 is dense, \
      fc64x9x9 dense to an image of 64 channels, conv16x6s2p1 a convolution (16 channels, kernel 6 × 6, stride 2, padding 1), deconv \
      the same run backward; a rectifier follows, after batch normalization with a * and layer normalization with a ~, or tanh or linear where named. describe model shows \
      the layers of any model.
      """,
    parameters: [
      .positional(
        "preset", .choice(["arcs", "compact", "best", "mnist-fc", "mnist", "svhn"]), isRequired: false,
        default: "follows the data",
        "the network to start from"),
      .option(
        "components", .integer(1...1000), default: "8 (arcs), the classes (compact, best), 10",
        "how many components the mixture has"),
      .option("latent", .integer(1...4096), default: "2 (arcs), 10 (compact, best), 200", "the size of the latent x"),
      .option("style", .integer(1...4096), default: "2 (arcs), 10 (compact, best), 150", "the size of the style w"),
      .option(
        "hidden", .integers(1...65_536), default: "follows the preset",
        "the widths of the hidden layers, one number or a list"),
      .option(
        "likelihood", .choice(["bernoulli", "gaussian", "poisson", "nb", "zinb", "categorical", "mixed"]),
        default: "gaussian (arcs), by the data (compact, best), bernoulli",
        "how the data is distributed given x; nb and zinb are for counts of single cells, mixed for a table's columns"),
      .option("encoder", .text, default: "the preset's", "the layers from the data to the heads of x and w"),
      .option("prior", .text, default: "the preset's", "the layers from w to the components' means and variances"),
      .option("decoder", .text, default: "the preset's", "the layers from x to the data"),
    ],
    needs: [.data],
    returns: "a record of the model: preset, components, latent, style, parameters, epoch, step",
    examples: [
      "model", "model arcs components=8", "model mnist-fc components=16 hidden=[500, 500]",
      "model encoder=\"fc200*, fc100*\" decoder=\"fc100, fc200\" components=12",
    ])
}
