import Files
import Language

extension Session {
  /// Copies the complete runs in the folder of one sweep to that of another, as for machines without a common disk.
  ///
  /// Runs are called for all that their results depend on: those that both folders have are the same, and are left.
  ///
  /// - Returns: a line that says how many.
  /// - Throws: `CommandError` if there are none, or if one cannot be read or written.
  public func mergeSweep(_ source: String, into target: String) throws -> String {
    let source = folderName(source), target = folderName(target)
    let complete = try runs(in: source, canRun: false).filter { files.exists($0.model) }
    var copied = 0
    for run in complete {
      let place = RunFiles(base: "\(target)/\(run.name)")
      if files.exists(place.model) { continue }
      for (from, to) in [(run.log, place.log), (run.record, place.record), (run.model, place.model)]
      where files.exists(from) { try files.write(bytes(from), to: to, force: true) }
      if !files.exists(place.script) {
        let text = try files.readText(run.script).replacing(run.base, with: place.base)
        try files.write(Array(text.utf8), to: place.script, force: false)
      }
      copied += 1
    }
    return "\(copied) runs copied from \(source) to \(target), which had \(complete.count - copied) of them"
  }

  private func bytes(_ path: String) throws(CommandError) -> [UInt8] {
    do throws(SystemError) {
      return try files.readBytes(path, limit: 1 << 40)
    } catch {
      throw CommandError("'\(path)' cannot be read: \(error.message)", hint: "look who may read it")
    }
  }
}
