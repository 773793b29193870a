extension Commands {
  static let figures = CommandFamily(
    title: "Figures",
    commands: [
      plotData, plotReconstructions, plotLatents, plotStyle, plotDensity, plotSamples, plotComponents, plotUsage,
      plotConfusion, plotProfile, plotResponsibilities, plotWeights, plotHistory, plotAccuracy,
    ])

  static let size: [ParameterDeclaration] =
    [
      .option(
        "width", .number(NumberBounds(1, 60)), default: "follows the figure", unit: "inches", "the figure's width"),
      .option(
        "height", .number(NumberBounds(1, 60)), default: "follows the figure", unit: "inches", "the figure's height"),
      .option("dark", .flag, default: "the theme's (set theme)", "light marks on a dark ground"),
      .option("title", .text, default: "follows the figure", "the text above the figure"),
    ] + looks

  /// What a figure is adapted to a paper or a talk with.
  private static let looks: [ParameterDeclaration] = [
    .option("dpi", .number(NumberBounds(36, 1200)), default: "150", "pixels to the inch where it is a PNG"),
    .option("scale", .number(NumberBounds(0.25, 8)), default: "1", "how much larger all is: 2 for a projector"),
    .option(
      "palette", .choice(["auto", "okabe", "tableau", "many", "gray"]), default: "auto",
      "the colors of labels and components"),
    .option("font", .text, default: "DejaVu Sans", "the family of its letters"),
    .option("legend", .choice(["auto", "right", "below", "none"]), default: "auto", "where the legend stands"),
    .option("xlabel", .text, default: "follows the figure", "the text below the x axis"),
    .option("ylabel", .text, default: "follows the figure", "the text beside the y axis"),
    .option("xlim", .limits, default: "follow the data", "the ends of the x axis: [0, 1]"),
    .option("ylim", .limits, default: "follow the data", "the ends of the y axis"),
    .option("log", .choice(["x", "y", "xy"]), default: "none", "which axes are logarithmic"),
    .option("annotate", .places, default: "nothing", "texts at places: [x, y, \"text\"], or a list of such"),
  ]

  private static let plotData = CommandDeclaration(
    path: ["plot", "data"],
    summary: "the data: points in the plane, or a grid of images",
    parameters: [
      .option("count", .integer(1...1_000_000), default: "all points, 100 images", "how many examples"),
      .option(
        "columns", .names, default: "all, on their principal axes",
        "columns of a table to set against each other: two for one chart, up to six for a chart of each pair"),
      .option("color", .text, default: "label", "what colors points: label, component, none, or a column's name"),
      share,
    ]
      + size,
    needs: [.data],
    returns: "a figure",
    examples: [
      "plot data", "plot data count=64 > figures/data.png", "plot data columns=[y1, y2] color=component",
    ],
    output: .figure)

  private static let plotLatents = CommandDeclaration(
    path: ["plot", "latents"],
    summary: "where the examples lie in latent space",
    details: """
      The posterior means of x: as they are where x is two-dimensional, else on their two principal axes. Ellipses mark \
      two standard deviations of each component at w = 0. \(projections)
      """,
    parameters: posterior("x") + [
      .option("ellipses", .flag, default: "true without thumbnails", "draw the components' means and ellipses"), share,
    ] + size,
    needs: [.data, .model],
    returns: "a figure",
    examples: [
      "plot latents", "plot latents color=component dark=true > figures/latents.svg",
      "plot latents projection=tsne count=2000",
    ],
    output: .figure)

  /// How posterior means of `symbol` are drawn.
  static func posterior(_ symbol: String) -> [ParameterDeclaration] {
    [
      .option(
        "color", .choice(["label", "component", "entropy"]), default: "label",
        "color by label, by component, or by how unsure the component is"),
      .option(
        "projection", .choice(["auto", "none", "pca", "tsne"]), default: "auto (none in the plane, else pca)",
        "how \(symbol) comes into the plane: as it is, on its principal axes, or neighbors beside neighbors (t-SNE)"),
      .option(
        "perplexity", .number(NumberBounds(1, 1000)), default: "30", "how many neighbors an example has in t-SNE"),
      .option(
        "count", .integer(1...1_000_000), default: "all, 5000 for t-SNE",
        "how many examples, at equal distances in their order"),
      .option(
        "thumbnails", .flag, default: "false",
        "draw images at their places, where one covers no other, framed in their points' colors"),
    ]
  }

  /// What the projections do, as help tells it.
  static let projections = """
    projection=tsne (van der Maaten and Hinton 2008) begins at the principal axes and is the same each time for the same \
    seed; there distances between groups mean nothing, so that no ellipses are drawn.
    """

  private static let plotSamples = CommandDeclaration(
    path: ["plot", "samples"],
    summary: "samples from every component, one row or color each",
    parameters: [.option("count", .integer(1...100_000), default: "10", "how many examples a component")] + size,
    needs: [.model],
    returns: "a figure; its examples are a table: component, y1, y2, …",
    examples: ["plot samples", "plot samples count=20 width=6"],
    output: .examples)

  private static let plotHistory = CommandDeclaration(
    path: ["plot", "history"],
    summary: "the ELBO and its terms against the epoch, of one run or several",
    parameters: [
      .option(
        "terms", .choices(["elbo", "reconstruction", "conditional", "style", "component"]), default: "all",
        "which curves, one word or a list"),
      .option("runs", .records, default: "the last run", "the values of train to draw over one another, as a list"),
    ] + size,
    needs: [.trained],
    returns: "a figure",
    examples: [
      "plot history", "plot history terms=[elbo, component]",
      "let a = train 5 epochs; plot history runs=[a] terms=component",
    ],
    output: .figure)
}
