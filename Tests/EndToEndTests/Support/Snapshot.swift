import Foundation
import Testing

/// Whole texts kept in `Snapshots`. With `GMVAE_RECORD_SNAPSHOTS=1` in the environment they are written anew.
enum Snapshot {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Snapshots")

  /// Compares a text with the one kept under `name`, and shows the first line that differs.
  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let url = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["GMVAE_RECORD_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: url)
      return
    }
    let kept = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
    let lines = text.components(separatedBy: "\n")
    guard let place = (0..<max(kept.count, lines.count)).first(where: { line(kept, $0) != line(lines, $0) }) else {
      return
    }
    Issue.record(
      "\(name).txt:\(place + 1) is\n\(line(kept, place) ?? "(the end)")\nbut came out as\n\(line(lines, place) ?? "(the end)")",
      sourceLocation: sourceLocation)
  }

  private static func line(_ lines: [String], _ index: Int) -> String? { index < lines.count ? lines[index] : nil }

  /// A transcript without what differs from machine to machine: the folder, the processor, times, and the digits of
  /// numbers with three or more decimals, with the blanks that their lengths decide.
  static func masked(_ text: String, folder: String) -> String {
    var text = text.replacingOccurrences(of: folder, with: "FOLDER")
    let patterns = [
      (#"-?[0-9]+(\.[0-9]+)?e-?[0-9]+|-?[0-9]+\.[0-9]{3,}"#, "#.#"), (#"seconds"?[ :]+[0-9.#]+"#, "seconds #.#"),
      (#"(prototype|hungarian|purity|nmi|ari|used) +[0-9.#]+"#, "$1 #.#"),
      (#"(threads|instructions|oneDNN) +.*"#, "$1 …"), (" {2,}", "  "), ("─+", "───"),
    ]
    for (pattern, replacement) in patterns {
      text = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
    }
    return text
  }
}
