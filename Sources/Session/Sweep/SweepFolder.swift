import Bytes
import Files
import Language

#if canImport(Glibc)
  import Glibc
#endif

/// Where the runs of a sweep are kept: for each a script, a log and a model.
struct SweepFolder {
  let path: String
  let files: FileDoor
  /// Whether a script that a person changed may be replaced.
  let force: Bool

  /// Keeps the model that the runs go on from, and gives its place.
  func keep(_ start: SweepStart) throws -> String {
    let place = "\(path)/start-\(start.identity).safetensors"
    if !files.exists(place) { try files.write(start.bytes, to: place, force: false) }
    return place
  }

  /// Writes a run's script. One that is there may have been written for another number of threads, or from another
  /// folder; if a person has changed it otherwise, it stays.
  func keep(_ lines: [String], of run: SweepRun) throws {
    let content = Array(lines.map { $0 + "\n" }.joined().utf8)
    if !files.exists(run.script) {
      do {
        try files.write(content, to: run.script, force: force)
        return
      } catch let error as CommandError {
        // The same sweep, started beside this one, may have written it meanwhile.
        guard files.exists(run.script) else { throw error }
      }
    }
    let there = try? files.readBytes(run.script, limit: 1 << 24)
    if there == content { return }
    guard force || there.map({ isOwn($0, run) }) == true else {
      throw CommandError(
        "'\(run.script)' was changed since the sweep wrote it", argument: "folder",
        hint: "name another folder with folder=\"…\", or add force=true to replace it")
    }
    try files.write(content, to: run.script, force: true)
  }

  /// Whether a script says what the run is, whatever it says of the machinery and of places.
  private func isOwn(_ script: [UInt8], _ run: SweepRun) -> Bool {
    let text = String(decoding: script, as: UTF8.self)
    return [run.preparation, run.statements].allSatisfy { text.contains($0.joined(separator: "\n")) }
  }

  /// A line for each file among `words`, with its checksum: what the runs read besides.
  func checksums(ofFilesAmong words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.compactMap { word in
      guard !word.isEmpty, word.utf8.count < 4096, seen.insert(word).inserted,
        let file = try? Opening.file(files.resolve(word), within: files.fence), let checksum = Self.checksum(of: file)
      else { return nil }
      return "# reads \(Value.text(word).written): \(checksum)"
    }
  }

  /// The checksum of a file, which is closed then; nil for one that cannot be read.
  static func checksum(of descriptor: Int32) -> String? {
    defer { close(descriptor) }
    var hash = SHA256(), chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return String(hash.hexDigits().prefix(16)) }
      guard count > 0 else { return nil }
      hash.update(Array(chunk[..<count]))
    }
  }
}
