import Archive
import Files
import Language
import Training

extension Session {
  /// Lines that offer to go on from the training that earlier sessions saved by themselves; none for a session that may
  /// not read it.
  public var offers: [String] {
    guard let folder = autosave.folder, files.fence?.contains(folder) != false else { return [] }
    return autosave.offers
  }

  /// The session ends: by itself, or so that the next one is to go on from here.
  public func end(byItself: Bool) {
    if !byItself, autosaveMinutes != nil, let current, current.model.optimizer.step != current.savedStep {
      autosave.save(current)
    }
    if byItself { autosave.close() }
  }

  /// The model with all its training, in one file.
  func saveModel(_ invocation: Invocation) throws -> Value {
    let loaded = try requireModel()
    if loaded.data.columns != nil { _ = try outlierBound(loaded) }
    let record = try write(invocation, loaded.checkpoint.write)
    loaded.savedStep = loaded.model.optimizer.step
    autosave.discard(loaded)
    return .record(record)
  }

  /// A saved model in the place of the present one; everything is checked before.
  func openModel(_ invocation: Invocation) throws -> Value {
    let path = invocation.text("file") ?? ""
    do {
      let allowed = try files.allowedPath(path, argument: "file")
      let checkpoint = try Checkpoint(contentsOf: allowed, engine: engine())
      let loaded = LoadedModel(checkpoint)
      autosave.opened(loaded, from: allowed)
      current = loaded
      noteDifferences(checkpoint.machinery)
      return .record(record(of: loaded))
    } catch let error as ArchiveError {
      throw CommandError(
        "'\(path)' cannot be opened: \(error.reason)", argument: "file",
        hint: "the session is as it was; open a file that save model wrote")
    }
  }

  /// Tells why results may differ in their last bits from those of training that was not interrupted.
  private func noteDifferences(_ saved: Checkpoint.Machinery) {
    let own = Checkpoint.Machinery.current(program: Session.version)
    let differences = [
      saved.threads == own.threads ? nil : "\(saved.threads) threads (here \(own.threads))",
      saved.instructions == own.instructions ? nil : "\(saved.instructions) (here \(own.instructions))",
      saved.library == own.library ? nil : "oneDNN \(saved.library) (here \(own.library))",
      saved.program == own.program ? nil : "gmvae \(saved.program) (here \(own.program))",
    ].compactMap { $0 }
    guard !differences.isEmpty else { return }
    environment.note(
      "the model was trained with \(differences.joined(separator: ", ")); further training is as good, not the same bits"
    )
  }

  /// The weights alone, for other programs.
  func exportWeights(_ invocation: Invocation) throws -> Value {
    .record(try write(invocation, requireModel().checkpoint.writeWeights))
  }

  /// Writes the file that the command names and gives a record of it.
  func write(_ invocation: Invocation, _ content: (FileWriter) throws -> Void) throws -> Record {
    let path = invocation.text("file") ?? ""
    var size = 0
    do {
      try files.write(to: path, force: invocation.force, argument: "file") { file in
        try content(file)
        size = file.count
      }
    } catch let error as ArchiveError {
      throw CommandError("'\(path)' was not written: \(error.reason)", argument: "file", hint: "make a new model")
    }
    return Record(kind: "file", fields: [.init("path", .text(path)), .init("bytes", .number(Double(size)))])
  }
}
