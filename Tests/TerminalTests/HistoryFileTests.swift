import Foundation
import Testing

@testable import Terminal

@Suite("History file")
struct HistoryFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  }

  private func file(_ name: String = "state/gmvae/history") -> HistoryFile {
    HistoryFile(path: folder.appending(path: name).path)
  }

  @Test("statements come back whole and in order, in a folder for the user alone")
  func roundTrip() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let entries = [
      "train 1 epoch", "for k in 0..<3 {\n  sample component k\n}", #"print "a\(k)\n \\ \""#, "\\", "é\r\nx",
    ]
    #expect(try file().entries() == [])
    for entry in entries { try file().append(entry) }
    #expect(try file().entries() == entries.map { $0.replacing("\r\n", with: "\n") })
    for (path, mode) in [(file().path, 0o600), (folder.appending(path: "state/gmvae").path, 0o700)] {
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode)
    }
  }

  @Test("a file that has grown to twice the limit is shortened to the newest statements")
  func shortens() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try file().append("first")
    let many = (0...2 * HistoryFile.limit).map { "seed \($0)\n" }.joined()
    try many.write(toFile: file().path, atomically: false, encoding: .utf8)
    #expect(try file().entries().count == HistoryFile.limit)
    let kept = try String(contentsOfFile: file().path, encoding: .utf8).split(separator: "\n")
    #expect(kept.count == HistoryFile.limit)
    #expect(kept.last == "seed \(2 * HistoryFile.limit)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "state/gmvae").path) == ["history"])
  }

  @Test("a file that cannot be made is told with its path and the reason")
  func failure() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try file("blocked").append("a")
    let file = file("blocked/history")
    #expect { try file.append("b") } throws: { "\($0)" == "\(file.path): not a directory" }
  }

  @Test("bytes that are no text do no harm")
  func bytes() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try file("h").append("a")
    try Data([0xFF, 0x0A, 0x0A, 0x41, 0x5C]).write(to: folder.appending(path: "h"))
    #expect(try file("h").entries() == ["\u{FFFD}", "A"])
  }
}
