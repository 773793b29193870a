import Foundation

/// A folder of its own for one test, removed with it.
public final class ScratchFolder {
  /// If it is, links resolved.
  public let path: String

  /// Makes the folder below the system's for temporary files.
  public init() throws {
    let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("gmvae-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The whole path of a name in the folder.
  public func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file, and the folders above it.
  public func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// A file's bytes; nil if there is none.
  public func bytes(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: path(name)).map(Array.init) }

  /// A descriptor of a file, opened for reading.
  public func opened(_ name: String) throws -> Int32 {
    let descriptor = open(path(name), O_RDONLY)
    guard descriptor >= 0 else { throw CocoaError(.fileNoSuchFile) }
    return descriptor
  }

  /// The names in a folder of it, sorted; none if there is no such folder.
  public func names(in folder: String = ".") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
  }
}
