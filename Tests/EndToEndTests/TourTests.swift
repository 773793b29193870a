import Foundation
import TestSupport
import Testing

@Suite("The notebooks of the project")
struct TourTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Notebooks")

  private static func notebooks() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") && $0 != "README.md" }
  }

  @Test("give what is stored in them, trained for two epochs; numbers of trainings may be others")
  func check() throws {
    let names = try Self.notebooks()
    #expect(names.contains("tour.md"))
    for name in names where name != "gallery.md" {
      let program = try Program()
      let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name)))
      try program.folder.write(bytes, to: name)
      let run = try program.run("-q", "run", name, "epochs=2", "--check")
      #expect(run.status == 0 && run.messages == "", "\(run.messages)")
      #expect(program.folder.bytes(name) == bytes)
    }
  }

  @Test("have every figure that they show, and stand in the index")
  func figures() throws {
    let index = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
    for name in try Self.notebooks() + ["README.md"] {
      let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      let links = text.matches(of: #/!\[[^\]]*\]\(([^)]*)\)/#).map { String($0.1) }
      #expect(!links.isEmpty)
      for link in links {
        #expect(FileManager.default.fileExists(atPath: Self.folder.appending(path: link).path), "\(name): \(link)")
      }
      #expect(name == "README.md" || index.contains("](\(name))"))
    }
  }
}
