import TestSupport
import Testing

/// A sweep of 24 short runs, and what it left.
enum SweepRows {
  /// The statements of the sweep.
  static func sweep(_ place: String, processes: Int = 2, _ output: String = "") -> String {
    """
    load arcs count=400
    sweep components in [3, 4, 5] runs=8 processes=\(processes) on=\(place) { model components=components hidden=8; train 90 epochs }\(output)
    """
  }

  /// The rows of a sweep that one process made.
  static let expected = Result { try of(Program()) }

  /// The rows of all runs, made where they are missing, without what time measures.
  static func of(_ program: Program) throws -> [Substring] {
    let run = try program.run("-q", "-c", sweep("here", " > \"runs.csv\""))
    try #require(run.status == 0, "\(run.messages)")
    let lines = String(decoding: program.folder.bytes("runs.csv") ?? [], as: UTF8.self).split(
      whereSeparator: \.isNewline)
    let place = lines[0].split(separator: ",").firstIndex { $0.hasPrefix("time") } ?? 0
    return lines.map { line in
      var fields = line.split(separator: ",", omittingEmptySubsequences: false)
      fields.remove(at: place)
      return fields.joined(separator: ",")[...]
    }
  }

  /// The runs that workers say twice they made: lines such as `3/24 4-seed1-0123: done` in the files of their messages.
  static func madeTwice(_ folder: ScratchFolder) throws -> [String] {
    let names = folder.names(in: "sweeps/components").filter { $0.hasPrefix("worker-") }
    let text = names.map { String(decoding: folder.bytes("sweeps/components/" + $0) ?? [], as: UTF8.self) }.joined()
    let made = text.split(whereSeparator: \.isNewline).filter { $0.hasSuffix(": done") }
      .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
    try #require(made.count > 12, "\(text)")
    return Dictionary(grouping: made) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }
}
