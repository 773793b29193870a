import Archive
import Compute
import Files
import Language
import Model
import Training

/// A model with all its training, kept in memory in the form of a checkpoint.
struct Snapshot {
  private let file: MemoryFile
  private let lastRun: TrainingRun?
  /// What it is about, for the list.
  let summary: String
  let position: GMVAE.Position
  let elbo: Double?

  /// How many bytes it takes.
  var size: Int { file.bytes.count }

  init(_ loaded: LoadedModel) throws {
    do {
      file = try MemoryFile(expecting: Self.expectedSize(of: loaded), loaded.checkpoint.write)
    } catch let error as ArchiveError {
      throw CommandError("the model cannot be kept: \(error.reason)", hint: "make a new model")
    }
    lastRun = loaded.lastRun
    summary = "\(loaded.specification.name), K = \(loaded.specification.components), on \(loaded.data.name)"
    position = loaded.model.position
    elbo = loaded.newestTerms?.elbo
  }

  /// About how many bytes a snapshot of a model takes: three numbers a parameter.
  static func expectedSize(of loaded: LoadedModel) -> Int { 12 * loaded.specification.parameterCount + 1 << 14 }

  /// The model as it was, to be trained on bit for bit.
  func model(on engine: Engine) throws -> LoadedModel {
    do {
      let loaded = LoadedModel(try Checkpoint(SafeTensorsReader(file), engine: engine))
      loaded.lastRun = lastRun
      return loaded
    } catch let error as ArchiveError {
      throw CommandError("the snapshot cannot be taken again: \(error.reason)", hint: "make a new model: model")
    }
  }
}
