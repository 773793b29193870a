import Archive
import Files
import Language
import Training

/// `save model`: the model with all its training, in one file.
struct SaveModel: SessionCommand {
  static let file = Parameter("file", .path("safetensors"), "where to")

  let declaration = CommandDeclaration(
    "save model", [Self.file], summary: "save the model with all its training, to continue later",
    details: """
      One safetensors file: weights, the optimizer's state, the place in training, the seed, the settings and the learning \
      curves. Opened again, training continues as if it had not been interrupted, bit for bit.
      """,
    needs: [.model], returns: "a record: path, bytes",
    examples: ["save model \"arcs.safetensors\"", "save model \"arcs.safetensors\" force=true"], writesFile: true)

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    let loaded = try session.requireModel()
    if loaded.data.columns != nil { _ = try Assign.outlierBound(loaded, in: session) }
    let outcome = try session.write(call[Self.file], call, loaded.checkpoint.write)
    loaded.savedStep = loaded.model.optimizer.step
    session.autosave.discard(loaded)
    return outcome
  }
}

/// `open model`: a saved model in the place of the present one.
struct OpenModel: SessionCommand {
  static let file = Parameter("file", .path("safetensors"), "a file that save model wrote")

  let declaration = CommandDeclaration(
    "open model", [Self.file], summary: "open a saved model with its training, instead of the present one",
    details: """
      A damaged or foreign file is refused, and the session stays as it is. No data is needed to draw samples; load the data \
      it was trained on to train it further.
      """,
    makes: [.model], returns: "a record of the model: preset, components, latent, style, parameters, epoch, step",
    examples: ["open model \"arcs.safetensors\""])

  func perform(_ call: Call, in session: Session) throws -> Outcome { Outcome(try session.openModel(call[Self.file])) }
}

/// `export weights`: the weights alone, for other programs.
struct ExportWeights: SessionCommand {
  static let file = Parameter("file", .path("safetensors"), "where to")

  let declaration = CommandDeclaration(
    "export weights", [Self.file], summary: "write the weights for other programs",
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
    needs: [.model], returns: "a record: path, bytes", examples: ["export weights \"weights.safetensors\""],
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

  func perform(_ call: Call, in session: Session) throws -> Outcome {
    try session.write(call[Self.file], call, session.requireModel().checkpoint.writeWeights)
  }
}

extension Session {
  /// Lines that offer to go on from the training that earlier sessions saved by themselves; none for a session that may
  /// not read it.
  public var offers: [String] {
    guard let folder = autosave.folder, files.fence?.contains(folder) != false else { return [] }
    return autosave.offers
  }

  /// The session ends: by itself, or so that the next one is to go on from here.
  public func end(byItself: Bool) {
    if !byItself, Train.autosaveMinutes(in: self) != nil, let current = state.models.current,
      current.model.optimizer.step != current.savedStep
    {
      autosave.save(current)
    }
    if byItself { autosave.close() }
  }

  /// A saved model in the place of the present one; everything is checked before.
  fileprivate func openModel(_ path: String) throws -> Value {
    do {
      let allowed = try files.allowedPath(path, argument: "file")
      let checkpoint = try Checkpoint(contentsOf: allowed, engine: engine())
      let loaded = LoadedModel(checkpoint)
      autosave.opened(loaded, from: allowed)
      state.models.current = loaded
      noteDifferences(checkpoint.machinery)
      return .record(MakeModel.record(of: loaded))
    } catch let error as ArchiveError {
      throw CommandError(
        "'\(path)' cannot be opened: \(error.reason)", argument: "file",
        hint: "the session is as it was; open a file that save model wrote")
    }
  }

  /// Tells why results may differ in their last bits from those of training that was not interrupted.
  fileprivate func noteDifferences(_ saved: Checkpoint.Machinery) {
    let own = Checkpoint.Machinery.current(program: Session.version)
    let differences = [
      saved.instructions == own.instructions ? nil : "\(saved.instructions) (here \(own.instructions))",
      saved.library == own.library ? nil : "oneDNN \(saved.library) (here \(own.library))",
      saved.program == own.program ? nil : "gmvae \(saved.program) (here \(own.program))",
    ].compactMap { $0 }
    guard !differences.isEmpty else { return }
    environment.note(
      "the model was trained with \(differences.joined(separator: ", ")); further training is as good, not the same bits"
    )
  }

  /// Writes the file that the command names and gives a record of it.
  func write(_ path: String, _ call: Call, _ content: (FileWriter) throws -> Void) throws -> Outcome {
    var size = 0
    do {
      try files.write(to: path, force: call.force, argument: "file") { file in
        try content(file)
        size = file.count
      }
    } catch let error as ArchiveError {
      throw CommandError("'\(path)' was not written: \(error.reason)", argument: "file", hint: "make a new model")
    }
    return Outcome(
      .record(Record(kind: "file", fields: [.init("path", .text(path)), .init("bytes", .number(Double(size)))])),
      files: [path])
  }
}
