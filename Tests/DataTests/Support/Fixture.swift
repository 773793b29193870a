import Foundation

/// The files that Scripts/reference/data_files.py wrote.
enum Fixture {
  static let folder = URL(filePath: #filePath).appending(path: "../../Files").standardized.path

  static func path(_ name: String) -> String { folder + "/" + name }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Foundation.Data(contentsOf: URL(filePath: path(name))))
  }
}
