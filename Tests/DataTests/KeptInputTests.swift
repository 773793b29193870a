import Foundation
import Testing

@testable import Data

@Suite("Inputs that fuzzing has kept")
struct KeptInputTests {
  static let readers: [(name: String, read: @Sendable (String) throws -> Void)] = [
    ("csv", { _ = try CSVReader.load($0) }), ("npy", { _ = try NPYReader.load($0) }),
    ("idx", { _ = try IDXReader.images($0) }), ("mat", { _ = try SVHNReader($0) }),
    ("png", { _ = try PictureDecoder.decode($0, channels: 3) }),
  ]

  @Test("give data or a clear error")
  func read() throws {
    let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fuzz/Corpus")
    for (name, read) in Self.readers {
      let folder = corpus.appending(path: name)
      let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      #expect(!files.isEmpty)
      for file in files {
        do {
          try read(file.path)
        } catch {
          #expect((error as? DataError)?.message.isEmpty == false, "\(file.path): \(error)")
        }
      }
    }
  }
}
