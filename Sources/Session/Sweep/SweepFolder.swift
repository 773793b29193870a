import Archive
import Files
import Language

/// Where the runs of a sweep are kept: for each a script, a log and a model.
///
/// A run whose script is the same and whose model is there is complete, so that a sweep goes on where it was interrupted.
struct SweepFolder {
  let path: String
  let files: FileDoor
  /// Whether the runs of another sweep may be replaced.
  let force: Bool

  /// The model that the runs go on from.
  var start: String { path + "/start.safetensors" }

  /// Keeps that model; throws where there is another.
  func keepStart(_ content: (FileWriter) throws -> Void) throws {
    let model: MemoryFile
    do {
      model = try MemoryFile(content)
    } catch let error as ArchiveError {
      throw CommandError("the model cannot be kept: \(error.reason)", hint: "make a new model")
    }
    try keep(model.bytes, at: start)
  }

  /// Writes a run's script; throws where there is that of another sweep.
  func keep(_ lines: [String], of run: SweepRun) throws {
    try keep(Array(lines.map { $0 + "\n" }.joined().utf8), at: run.script)
  }

  /// Whether a run's script is as it would be written.
  func isKept(_ lines: [String], of run: SweepRun) -> Bool {
    bytes(run.script) == Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// Whether a run has come to its end.
  func isComplete(_ run: SweepRun) -> Bool { files.exists(run.model) }

  private func keep(_ content: [UInt8], at path: String) throws {
    guard let there = bytes(path) else { return try files.write(content, to: path, force: force) }
    guard there != content else { return }
    guard force else {
      throw CommandError(
        "'\(self.path)' holds another sweep, or one of other data: '\(path)' is not what this one would be",
        argument: "folder", hint: "name another with folder=\"…\", or add force=true to replace its runs")
    }
    try files.write(content, to: path, force: true)
  }

  private func bytes(_ path: String) -> [UInt8]? { try? files.readBytes(path, limit: 1 << 32) }
}
