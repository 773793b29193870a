extension Commands {
  static let files = CommandFamily(
    title: "Files",
    commands: [
      saveModel, openModel, saveScript, saveNotebook, exportWeights, exportLatents, exportAssignments, exportProjector,
    ])

  private static func file(_ endings: [String], _ summary: String) -> ParameterDeclaration {
    .positional("file", .path(endings: endings), summary)
  }

  private static let saveModel = CommandDeclaration(
    path: ["save", "model"],
    summary: "save the model with all its training, to go on later",
    details: """
      One safetensors file: weights, the optimizer's state, the place in training, the seed, the settings and the learning \
      curves. Opened again with the same number of threads, training goes on as if it had not been interrupted, bit for bit.
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
      with the running statistics and without the state of the training.
      """,
    parameters: [file(["safetensors"], "where to")],
    needs: [.model],
    returns: "a record: path, bytes",
    examples: ["export weights \"weights.safetensors\""],
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

  private static let exportAssignments = CommandDeclaration(
    path: ["export", "assignments"],
    summary: "write the component of each example, with its probability",
    parameters: [file(["csv"], "where to"), share],
    needs: [.data, .model],
    returns: "a record: path, bytes",
    examples: ["export assignments \"clusters.csv\" on=train"],
    writesFile: true)
}
