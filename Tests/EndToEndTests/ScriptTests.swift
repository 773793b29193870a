import Foundation
import TestSupport
import Testing

/// Runs every `Tests/Scripts/*.gmv` through the program, each in a scratch folder of its own.
///
/// New behavior of the language or of a command is tested there first: write a script whose `expect` lines say what is
/// right. A folder of the same name (`Tests/Scripts/NAME/` beside `NAME.gmv`) holds the files the script needs; they are
/// copied into the scratch folder. Comments before the first statement say what else is to come:
///
///     # fails: TEXT        the status is 1 and the messages hold TEXT (may be repeated)
///     # status: 2          ... or this status
///     # notes: TEXT        the messages hold this note (may be repeated); without one there are none if the status is 0
///     # prints: TEXT       the results hold TEXT (may be repeated)
///     # with: --safe n=3   flags and values after `gmvae -q run NAME.gmv`
@Suite("The scripts in Tests/Scripts")
struct ScriptTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scripts")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".gmv") }.sorted()

  @Test("end as they say", arguments: names)
  func script(name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let program = try Program()
    try Self.copyFiles(of: name, to: program.folder)
    try program.folder.write(Array(text.utf8), to: name)
    let head = Self.head(text)
    let run = try program.run(
      ["-q", "run", name] + (head["with"] ?? []).flatMap { $0.split(separator: " ").map(String.init) })
    let status = head["status"]?.first.flatMap { Int32($0) } ?? (head["fails"] == nil ? 0 : 1)
    #expect(run.status == status, "\(name): \(run.messages)")
    for text in head["fails"] ?? [] { #expect(run.messages.contains(text), "\(name): \(run.messages)") }
    for text in head["prints"] ?? [] { #expect(run.results.contains(text), "\(name): \(run.results)") }
    for text in head["notes"] ?? [] { #expect(run.messages.contains("note: " + text), "\(name): \(run.messages)") }
    if status == 0, head["notes"] == nil { #expect(run.messages == "", "\(name)") }
  }

  @Test("are there") func areThere() { #expect(Self.names.count >= 2) }

  /// The `# key: text` lines before the first statement.
  private static func head(_ text: String) -> [String: [String]] {
    var head: [String: [String]] = [:]
    for line in text.split(separator: "\n").prefix(while: { $0.hasPrefix("#") }) {
      guard let match = line.wholeMatch(of: #/# (fails|status|notes|prints|with): (.+)/#) else { continue }
      head[String(match.1), default: []].append(String(match.2))
    }
    return head
  }

  private static func copyFiles(of name: String, to scratch: ScratchFolder) throws {
    let files = folder.appending(path: name.dropLast(".gmv".count))
    for name in (try? FileManager.default.contentsOfDirectory(atPath: files.path)) ?? [] {
      try FileManager.default.copyItem(atPath: files.appending(path: name).path, toPath: scratch.path(name))
    }
  }
}
