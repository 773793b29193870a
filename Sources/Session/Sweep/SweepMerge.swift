import Files
import Language

extension Sweeps {
  /// Copies the complete runs in the folder of one sweep to that of another, as for machines without a common disk.
  ///
  /// Runs are called for all that their results depend on: those that both folders have are the same, and are left.
  ///
  /// - Returns: a line that says how many.
  /// - Throws: `CommandError` if there are none, or if one cannot be read or written.
  public func merge(_ source: String, into target: String) throws -> String {
    let source = folderName(source), target = folderName(target)
    let complete = try runs(in: source, canRun: false).filter { session.files.exists($0.model) }
    var copied = 0
    for run in complete {
      let place = RunFiles(base: "\(target)/\(run.name)")
      if session.files.exists(place.model) { continue }
      for (from, to) in [(run.log, place.log), (run.record, place.record), (run.model, place.model)]
      where session.files.exists(from) { try session.files.write(bytes(from), to: to, force: true) }
      if !session.files.exists(place.script) {
        let text = try session.files.readText(run.script).replacing(run.base, with: place.base)
        try session.files.write(Array(text.utf8), to: place.script, force: false)
      }
      copied += 1
    }
    return "\(copied) runs copied from \(source) to \(target), which had \(complete.count - copied) of them"
  }

  private func bytes(_ path: String) throws(CommandError) -> [UInt8] {
    do throws(SystemError) {
      return try session.files.readBytes(path, limit: 1 << 40)
    } catch {
      throw CommandError("'\(path)' cannot be read: \(error.message)", hint: "look who may read it")
    }
  }
}
