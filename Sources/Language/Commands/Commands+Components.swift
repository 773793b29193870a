/// The figures that show what a model has learned.
extension Commands {
  static let plotStyle = CommandDeclaration(
    path: ["plot", "style"],
    summary: "where the examples lie in the space of styles",
    details: """
      The posterior means of w: as they are where w is two-dimensional, else on their two principal axes. The ellipse marks \
      two standard deviations of the prior of w. \(projections)
      """,
    parameters: posterior("w") + [
      .option("ellipses", .flag, default: "true without thumbnails", "draw the prior's ellipse"), share,
    ] + size,
    needs: [.data, .model],
    returns: "a figure",
    examples: ["plot style", "plot style color=component > figures/style.svg"],
    output: .figure)

  static let plotDensity = CommandDeclaration(
    path: ["plot", "density"],
    summary: "the density a model of points has learned, under the points",
    details: """
      p(y) as filled contours: the mean of p(y|x) over draws of the component, of w and of x, the same draws each time. \
      of=latents shows p(x) under the posterior means, where x is two-dimensional.
      """,
    parameters: [
      .option("of", .choice(["data", "latents"]), default: "data", "the density of the data, or of the latent x"),
      .option("resolution", .integer(10...1000), default: "200", "points of the grid along its longer side"),
      .option("samples", .integer(1...1_000_000), default: "10000", "Monte Carlo draws of x"), share,
    ] + size,
    needs: [.model],
    returns: "a figure",
    examples: ["plot density", "plot density of=latents samples=5000 > figures/density.png"],
    output: .figure)

  static let plotComponents = CommandDeclaration(
    path: ["plot", "components"],
    summary: "each component's mean, with its number and its count of examples",
    details: """
      The means of x at w = 0, decoded: images with the clearest examples of their component beside them, or points over \
      the data. Counts and examples need data that the model fits.
      """,
    parameters: [
      .option("examples", .integer(0...50), default: "9", "how many of the clearest examples stand beside an image"),
      share,
    ] + size,
    needs: [.model],
    returns: "a figure; its examples, the decoded means, are a table: component, y1, y2, …",
    examples: ["plot components", "plot components examples=0 > figures/components.png"],
    output: .examples)

  static let plotProfile = CommandDeclaration(
    path: ["plot", "profile"],
    summary: "the components' means column by column, those first that set them apart most",
    details: """
      A row for each component that has examples; colors are standard deviations from the mean of all examples, numbers are \
      means in the columns' own units, where there is room for them.
      """,
    parameters: [
      .option("columns", .integer(1...200), default: "30", "how many columns"),
      .option("on", .choice(["train", "test"]), default: "train", "which examples"),
    ] + size,
    needs: [.data, .model],
    returns: "a figure; its profile is a table: component, examples, a mean for each column",
    examples: ["plot profile", "plot profile columns=12 > figures/profile.svg"],
    output: .examples)

  static let plotUsage = CommandDeclaration(
    path: ["plot", "usage"],
    summary: "how many examples fall to each component, split by label",
    parameters: [share] + size,
    needs: [.data, .model],
    returns: "a figure; its counts are a table: component, examples, a column for each label",
    examples: ["plot usage", "plot usage on=train > figures/usage.svg"],
    output: .examples)

  static let plotConfusion = CommandDeclaration(
    path: ["plot", "confusion"],
    summary: "labels against components, as counts or shares",
    parameters: [
      .option(
        "share", .choice(["none", "rows", "columns"]), default: "none",
        "counts, percent of each label (rows), or percent of each component (columns)"), share,
    ] + size,
    needs: [.data, .model],
    returns: "a figure; its counts are a table: component, examples, a column for each label",
    examples: ["plot confusion", "plot confusion share=rows > figures/confusion.svg"],
    output: .examples)

  static let plotResponsibilities = CommandDeclaration(
    path: ["plot", "responsibilities"],
    summary: "how sure the model is of the components: p(z|y)",
    details: """
      Bars beside the pictures of chosen examples, and a histogram of the entropy of p(z|y) over all examples, which stands \
      alone where none are chosen: 0 where one component is certain, log K where all are alike.
      """,
    parameters: [
      .positional(
        "examples", .integers(0...1_000_000_000), isRequired: false, default: "all, as a histogram",
        "how many examples (one number), or which (a list, a range, several numbers), counted from 0"),
      .option(
        "of", .choice(["examples", "entropy"]), default: "entropy where no examples are chosen",
        "bars for each example, or the histogram of the entropy"), share,
    ] + size,
    needs: [.data, .model],
    returns: "a figure; its responsibilities are a table: example, p0, p1, …, entropy",
    examples: [
      "plot responsibilities", "plot responsibilities 6", "plot responsibilities [3, 17, 42]",
      "plot responsibilities of=examples on=train",
    ],
    output: .examples)

  static let plotWeights = CommandDeclaration(
    path: ["plot", "weights"],
    summary: "the first layer's filters, as small pictures",
    details: """
      The encoder's kernels, or, where the first layer is fully connected, its weights in the images' shape: blue below zero, \
      red above, on one scale; kernels of three channels as colors around gray.
      """,
    parameters: [.option("count", .integer(1...10_000), default: "100", "how many filters")] + size,
    needs: [.model],
    returns: "a figure",
    examples: ["plot weights", "plot weights count=40 > figures/weights.png"],
    output: .figure)

  static let plotAccuracy = CommandDeclaration(
    path: ["plot", "accuracy"],
    summary: "the metrics of accuracy against the epoch, of one run or several",
    details: """
      Training takes the metrics when it is asked to: train 60 epochs metrics=1. Several runs are drawn as their mean \
      with a band of one standard deviation.
      """,
    parameters: [
      .option(
        "metrics", .choices(["prototype", "hungarian", "purity", "nmi", "ari"]), default: "all",
        "which metrics, one word or a list"),
      .option("runs", .records, default: "the last run", "the values of train to take the mean of, as a list"),
    ] + size,
    needs: [.trained],
    returns: "a figure",
    examples: [
      "plot accuracy", "plot accuracy metrics=[purity, nmi]",
      "let a = train 5 epochs metrics=1; plot accuracy runs=[a] metrics=purity",
    ],
    output: .figure)

  static let exportProjector = CommandDeclaration(
    path: ["export", "projector"],
    summary: "write the latent space for TensorBoard's embedding projector",
    details: """
      Into a folder: tensors.tsv (the posterior means of x), metadata.tsv (component, probability, label), sprite.png (the \
      examples' pictures, where they are images) and projector_config.json; also projector_config.pbtxt, by which \
      tensorboard --logdir finds them.
      """,
    parameters: [
      .positional("folder", .path(endings: []), "the folder to write to"),
      .option("count", .integer(1...1_000_000), default: "10000", "how many examples"), share,
    ],
    needs: [.data, .model],
    returns: "a record: path, examples, files",
    examples: ["export projector projector", "export projector \"figures/projector\" count=2000 on=train"],
    writesFile: true)
}
