import Archive
import Bytes
import Files
import Language
import Training

/// The model that the runs of a sweep go on from.
struct SweepStart {
  /// The file, complete.
  let bytes: [UInt8]
  /// Tells what the model is and knows from all others; how long it took to learn that makes no difference.
  let identity: String

  init(_ checkpoint: Checkpoint) throws {
    do {
      bytes = try MemoryFile(checkpoint.write).bytes
      var hash = SHA256()
      hash.update(try MemoryFile(checkpoint.withoutTimes.write).bytes)
      identity = String(hash.hexDigits().prefix(12))
    } catch let error as ArchiveError {
      throw CommandError("the model cannot be kept: \(error.reason)", hint: "make a new model")
    }
  }
}

extension Checkpoint {
  fileprivate var withoutTimes: Checkpoint {
    var copy = self
    copy.history = history.map {
      EpochRecord(
        epoch: $0.epoch, train: $0.train, test: $0.test, consistency: $0.consistency, metrics: $0.metrics, seconds: 0)
    }
    copy.machinery.threads = 0
    copy.machinery.instructions = ""
    copy.machinery.library = ""
    return copy
  }
}
