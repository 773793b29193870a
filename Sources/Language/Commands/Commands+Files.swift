extension Commands {
  static let files = CommandFamily(
    title: "Files",
    commands: [
      saveModel, openModel, saveScript, saveNotebook, exportWeights, exportONNX, exportLatents, exportAssignments,
      exportH5AD, exportProjector, assign,
    ])

  private static func file(_ endings: [String], _ summary: String) -> ParameterDeclaration {
    .positional("file", .path(endings: endings), summary)
  }

  private static let saveModel = CommandDeclaration(
    path: ["save", "model"],
    summary: "save the model with all its training, to go on later",
    details: """
      One safetensors file: weights, the optimizer's state, the place in training, the seed, the settings and the learning \
      curves. Opened again, training goes on as if it had not been interrupted, bit for bit.
      """,
    parameters: [file(["safetensors"], "where to")],
    needs: [.model],
    returns: "a record: path, bytes",
    examples: ["save model \"arcs.safetensors\"", "save model \"arcs.safetensors\" force=true"],
    writesFile: true)

  private static let openModel = CommandDeclaration(
    path: ["open", "model"],
    summary: "open a saved model, with its training, in the place of the present one",
    details: """
      A damaged or foreign file is refused, and the session is as it was. No data is needed to draw samples; load the data \
      it was trained on to train it further.
      """,
    parameters: [file(["safetensors"], "a file that save model wrote")],
    returns: "a record of the model: preset, components, latent, style, parameters, epoch, step",
    examples: ["open model \"arcs.safetensors\""])

  private static let exportWeights = CommandDeclaration(
    path: ["export", "weights"],
    summary: "write the weights for other programs",
    details: """
      A safetensors file that Python's safetensors reads: row-major float32, named as in describe model (encoder.1.weight), \
      with the running statistics and without the state of the training. The package gmvae uses it from Python as it is: \
      gmvae.load("weights.safetensors").assign(y).
      Weights have their outputs first: (units, inputs) for dense layers, (channels, inputs, height, width) for convolutions \
      and for deconvolutions, where PyTorch has the inputs first. Images are channels, rows, columns. A normalized layer has no \
      bias; its scale, shift, running mean and variance are one number a unit or channel, and 1e-5 is added to the variance. \
      encoder.heads gives the mean and log variance of x, then those of w; a model of the first version then has K logits of z. \
      prior.heads gives K means of x, then K log variances, which are held within -20 and 20. decoder.heads gives logits of \
      pixels, or means and then log variances.
      """,
    parameters: [file(["safetensors"], "where to")],
    needs: [.model],
    returns: "a record: path, bytes",
    examples: ["export weights \"weights.safetensors\""],
    listing: [
      "# PyTorch, with two layers before the heads",
      "W = safetensors.torch.load_file(\"weights.safetensors\")",
      "def layer(a, name):",
      "    a = torch.nn.functional.linear(a, W[name + \".weight\"], W.get(name + \".bias\"))",
      "    if name + \".scale\" in W:",
      "        n = [W[f\"{name}.{part}\"] for part in (\"mean\", \"variance\", \"scale\", \"shift\")]",
      "        a = torch.nn.functional.batch_norm(a, *n, eps=1e-5)",
      "    return a",
      "h = torch.relu(layer(torch.relu(layer(y, \"encoder.1\")), \"encoder.2\"))",
      "heads = layer(h, \"encoder.heads\")",
      "x_mean, x_log_variance, w_mean, w_log_variance = heads.split([Dx, Dx, Dw, Dw], 1)",
    ],
    writesFile: true)

  private static let exportONNX = CommandDeclaration(
    path: ["export", "onnx"],
    summary: "write the model for programs without gmvae, in the ONNX format",
    details: """
      part=encoder takes y and gives x_mean, x_log_variance, w_mean, w_log_variance, responsibilities (p(z|y) at the posterior \
      means) and component; part=decoder takes x and gives y_mean. Any number of rows; y as the model is trained on it, pixels \
      from 0 to 1. If the model was made for a table, the encoder takes columns in place of y, in float64: numbers in their own \
      units, a category as the number of its level from 0, NaN for a missing value; the metadata names columns and levels, \
      a line for each column. The decoder then gives values too, in the columns' units. IR version 8, operators of set 13: ONNX Runtime 1.10 and later run it, from Python, C++, C#, Java and \
      JavaScript. What the model is and what it was made for stands in the file's metadata.
      """,
    parameters: [
      file(["onnx"], "where to"),
      .option("part", .choice(["encoder", "decoder"]), default: "encoder", "which half of the model"),
    ],
    needs: [.model],
    returns: "a record: path, bytes",
    examples: ["export onnx \"encoder.onnx\"", "export onnx \"decoder.onnx\" part=decoder"],
    writesFile: true)

  private static let exportLatents = CommandDeclaration(
    path: ["export", "latents"],
    summary: "write where the examples lie in latent space",
    details: """
      Means and log variances of x and w for each example, its component and its label: arrays for NumPy (.npz), or a \
      table of the means of x (.csv).
      """,
    parameters: [file(["npz", "csv"], "where to; the ending picks the format"), share],
    needs: [.data, .model],
    returns: "a record: path, bytes",
    examples: ["export latents \"latents.npz\"", "export latents \"latents.csv\" on=train"],
    writesFile: true)

  private static let exportH5AD = CommandDeclaration(
    path: ["export", "h5ad"],
    summary: "write the data with their components and latents as an AnnData file, for scanpy",
    details: """
      X has all examples in the order of their file, in the columns' own units. obs has each example's component, its \
      probability, the ELBO at the posterior means, whether it was trained on (part), and its label; obsm has the means of \
      x (X_gmvae) and the components' probabilities; uns says which model it was. Needs libhdf5.
      """,
    parameters: [file(["h5ad"], "where to")],
    needs: [.data, .model],
    returns: "a record: path, bytes",
    examples: ["export h5ad \"cells-clustered.h5ad\""],
    writesFile: true)

  private static let assign = CommandDeclaration(
    path: ["assign"],
    summary: "the components of new examples: the rows of another table, made as the model's own data were",
    details: """
      The table's columns are found by name, in any order, and scaled as the training data were; missing values have the \
      mean of the training rows. A column that is absent, one that the model does not know, or one of another kind is an \
      error. The rows are read and written as they come, with the columns of export assignments. The model alone is \
      needed: open one and assign.
      """,
    parameters: [
      .positional("file", .path(endings: ["csv", "tsv", "txt", "gz"]), "the table"),
      .option("id", .text, default: "as in training", "the column that names the rows"),
      .option("drop", .names, default: "none", "columns to leave out"),
      header,
      .option("na", .names, default: "as in load csv", "what stands for a missing value"),
    ] + notation,
    needs: [.model],
    returns: "a table: the examples of each component, with how many are outliers",
    examples: ["assign \"march.csv\"", "assign \"march.csv\" > \"march-clusters.csv\""],
    output: .rows)

  private static let exportAssignments = CommandDeclaration(
    path: ["export", "assignments"],
    summary: "write the component of each example, with the probability of each",
    details: """
      A row for each example: its number, its id and its row in the file if it came from a table, the component and its \
      probability, the label, the probability of every component, the entropy of these, the ELBO at the posterior means, \
      and whether that is below what all but 1 % of the training examples have (outlier). on=all writes the rows in the \
      order of their file. assign gives the same of new examples.
      """,
    parameters: [
      file(["csv"], "where to"),
      .option(
        "on", .choice(["test", "train", "all"]), default: "test",
        "which examples: those for testing, those for training, or all"),
    ],
    needs: [.data, .model],
    returns: "a record: path, bytes",
    examples: ["export assignments \"clusters.csv\" on=train"],
    writesFile: true)
}
