import Foundation
import Language
import Session
import Testing

@Suite("The reference page")
struct ReferenceTests {
  static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Session/Session.docc/CommandLanguage.md")

  /// `GMVAE_RECORD_SNAPSHOTS=1` writes it anew.
  @Test("in the documentation is the one that the declarations give")
  func isCurrent() throws {
    if ProcessInfo.processInfo.environment["GMVAE_RECORD_SNAPSHOTS"] == "1" {
      try Data(Commands.set.reference.utf8).write(to: Self.page)
    }
    let kept = try String(contentsOf: Self.page, encoding: .utf8).components(separatedBy: "\n")
    let lines = Commands.set.reference.components(separatedBy: "\n")
    let place = zip(kept, lines).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(place == nil, "CommandLanguage.md:\((place?.offset ?? 0) + 1) is not current: GMVAE_RECORD_SNAPSHOTS=1")
    #expect(kept.count == lines.count)
  }

  @Test("tells of every command, parameter, function and name of the session")
  func isWhole() {
    let page = Commands.set.reference
    for command in Commands.all {
      #expect(page.contains("\n### \(command.name)\n"))
      for parameter in command.parameters { #expect(page.contains("| \(parameter.summary) |"), "\(parameter.name)") }
      for example in command.examples { #expect(page.contains("\n\(example)\n")) }
    }
    for name in Commands.set.names { #expect(page.contains("| `\(name.name)` |")) }
  }
}
