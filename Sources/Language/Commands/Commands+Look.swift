extension Commands {
  static let look = CommandFamily(
    title: "Results",
    commands: [
      evaluate, accuracy, sampleComponent, sampleAll, walkStyle, interpolateLatents, interpolateComponents, reconstruct,
      describeComponents, describeComponent, contrast, nameComponent,
    ])

  private static let evaluate = CommandDeclaration(
    path: ["evaluate"],
    summary: "the ELBO and its four terms, in nats per example",
    details: """
      x and w are drawn from their posteriors, the same draws each time; figures and accuracy take the posterior means \
      instead.
      """,
    parameters: [
      share,
      .option("samples", .integer(1...1000), default: "1", "Monte Carlo samples for each example"),
    ],
    needs: [.data, .model],
    returns: "a record: elbo, reconstruction, conditional, style, component",
    examples: ["evaluate", "evaluate on=train samples=10"])

  private static let accuracy = CommandDeclaration(
    path: ["compute", "accuracy"], aliases: [["accuracy"]],
    summary: "how well the components agree with the labels, by every usual measure",
    details: """
      prototype is the paper's accuracy: each component takes the label of the test example it is surest of. hungarian \
      matches components and labels one to one. purity gives each component its majority label. nmi and ari need no matching. \
      An example's component is the likeliest at its posterior means.
      """,
    parameters: [share],
    needs: [.data, .model],
    returns: "a record: prototype, hungarian, purity, nmi, ari, used (components with examples)",
    examples: ["compute accuracy", "let a = accuracy on=train; print a.purity", "accuracy > \"accuracy.json\""])

  private static let describeComponents = CommandDeclaration(
    path: ["describe", "components"],
    summary: "what sets each component apart: its size, and the columns that differ most from the others",
    details: """
      Means and standard deviations are in the columns' own units. In brackets stands how far the component's mean is from \
      that of all other examples, in standard deviations within both groups (Cohen's d).
      """,
    parameters: [
      .option("columns", .integer(1...100), default: "3", "how many columns for each component"), trainShare,
    ],
    needs: [.data, .model],
    returns: "a table: component, examples, share, set apart by",
    examples: ["describe components", "describe components columns=5 on=test"])

  private static let describeComponent = CommandDeclaration(
    path: ["describe", "component"],
    summary: "the examples that are most typical of a component, and those that are nearly another's",
    details: """
      Typical are those with the greatest density of their x under the component, borderline those with the least \
      margin to the next one. The columns that set the component apart follow in their own units.
      """,
    parameters: [
      .positional("component", .component, "which one"),
      .option("count", .integer(1...1000), default: "5", "how many of each kind"),
      .option("columns", .integer(0...100), default: "5", "how many of the data's columns"), trainShare,
    ],
    needs: [.data, .model],
    returns: "a table: kind, example, probability, next component, label, columns",
    examples: ["describe component 3", "describe component 0 count=3 on=test"])

  private static let nameComponent = CommandDeclaration(
    path: ["rename", "component"],
    summary: "give a component a name for figures, tables and exports",
    details: "Names are saved with the model; an empty name takes one away. Components keep their numbers in commands.",
    parameters: [
      .positional("component", .component, "which one"), .positional("name", .text, "what to call it"),
    ],
    needs: [.model],
    returns: "nothing",
    examples: ["rename component 3 \"seven\"", "rename component 0 \"\""])

  private static let contrast = CommandDeclaration(
    path: ["contrast"],
    summary: "the columns in which two components differ, those that do most first",
    parameters: [
      .positional("component", .component, "one of the two"), .positional("other", .component, "the other one"),
      .option("count", .integer(1...100_000), default: "20", "how many columns"), trainShare,
    ],
    needs: [.data, .model],
    returns: "a table: column, mean ± sd in each, difference in standard deviations",
    examples: ["contrast 3 7", "contrast 0 1 count=5 > \"differences.csv\""])

  private static let trainShare = ParameterDeclaration.option(
    "on", .choice(["train", "test"]), default: "train", "which examples: those for training or those for testing")

  private static let styleOption = ParameterDeclaration.option(
    "style", .choice(["prior", "zero"]), default: "prior", "the style w: drawn from its prior, or zero")

  private static let sampleComponent = CommandDeclaration(
    path: ["sample", "component"],
    summary: "draw examples from one component",
    parameters: [
      .positional("component", .component, "its number, counted from 0"),
      .option("count", .integer(1...100_000), default: "10", "how many examples"),
      styleOption,
    ] + size,
    needs: [.model],
    returns: "a figure; its examples are a table: component, y1, y2, …",
    examples: ["sample component 3", "sample component 0 count=20 style=zero > figures/zero.svg"],
    output: .examples)

  private static let sampleAll = CommandDeclaration(
    path: ["sample", "all"],
    summary: "draw examples from every component, one row each",
    parameters: [.option("count", .integer(1...100_000), default: "10", "how many examples a component"), styleOption]
      + size,
    needs: [.model],
    returns: "a figure; its examples are a table: component, y1, y2, …",
    examples: ["sample all", "sample all count=12 > figures/samples.png"],
    output: .examples)

  private static let interpolateLatents = CommandDeclaration(
    path: ["interpolate", "latents"],
    summary: "decode the path between two examples in latent space",
    parameters: [
      .positional("from", .example, "the example to start from, counted from 0"),
      .positional("to", .example, noiseBefore: ["to", "and"], "the example to end at, counted from 0"),
      steps, spherical, share,
    ] + size,
    needs: [.data, .model],
    returns: "a figure; its examples are a table: t, y1, y2, …",
    examples: ["interpolate latents 17 42", "interpolate latents 17 to 42 steps=12 spherical=true"],
    output: .examples)

  private static let interpolateComponents = CommandDeclaration(
    path: ["interpolate", "components"],
    summary: "decode the path between two components' means",
    details:
      "Both means are those at w = 0. On points the path is drawn over the data, its ends in the components' colors.",
    parameters: [
      .positional("from", .component, "the component to start from, counted from 0"),
      .positional("to", .component, noiseBefore: ["to", "and"], "the component to end at, counted from 0"),
      steps, spherical,
    ] + size,
    needs: [.model],
    returns: "a figure; its examples are a table: t, y1, y2, …",
    examples: ["interpolate components 0 1", "interpolate components 0 to 2 steps=12 spherical=true"],
    output: .examples)

  private static let steps = ParameterDeclaration.option(
    "steps", .integer(2...1000), default: "10", "points on the path, both ends included")

  private static let spherical = ParameterDeclaration.option(
    "spherical", .flag, default: "false", "go along the arc of a great circle instead of a straight line")

  private static let walkStyle = CommandDeclaration(
    path: ["walk", "style"],
    summary: "what becomes of a component while the style w moves smoothly",
    details: """
      One row (on points, one path) a component: w goes once around the circle u cos 2πt + v sin 2πt, with u and v drawn \
      from its prior, or along the line from u to v. The noise of x stays the same, so that only w makes a difference. \
      Each walk is new; seed begins them again.
      """,
    parameters: [
      .option("component", .component, default: "all", "the component to walk in, counted from 0"),
      .option("steps", .integer(2...1000), default: "10", "places of w"),
      .option(
        "path", .choice(["circle", "line"]), default: "circle",
        "around a great circle, where each place is as likely as a draw from the prior, or along a straight line"),
    ] + size,
    needs: [.model],
    returns: "a figure; its examples are a table: component, t, y1, y2, …",
    examples: ["walk style", "walk style component=2 steps=20 path=line > figures/walk.png"],
    output: .examples)

  private static let reconstruct = reconstruction(["reconstruct"])
  static let plotReconstructions = reconstruction(["plot", "reconstructions"])

  /// The same command under two names.
  private static func reconstruction(_ path: [String]) -> CommandDeclaration {
    let name = path.joined(separator: " ")
    return CommandDeclaration(
      path: path,
      summary: "show examples above their reconstructions",
      parameters: [
        .positional(
          "examples", .integers(0...1_000_000_000), isRequired: false, default: "10",
          "how many examples (one number), or which (a list, a range, several numbers), counted from 0"),
        share,
      ] + size,
      needs: [.data, .model],
      returns: "a figure; its examples are a table: example, y1, y2, …",
      examples: [name, "\(name) 12", "\(name) [3, 17, 42]", "\(name) 0..<8 on=train"],
      output: .examples)
  }
}
