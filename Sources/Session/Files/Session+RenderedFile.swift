import Language

extension Session {
  /// The most bytes of a picture that pages take in.
  private static let mostBytes = 1 << 25

  /// A file's bytes; nil if it cannot or may not be read.
  public func readPicture(_ path: String) -> [UInt8]? {
    try? files.readBytes(path, limit: Self.mostBytes)
  }

  /// Writes what a notebook was rendered as.
  ///
  /// - Parameters:
  ///   - force: whether it may take the place of any file.
  ///   - mayReplace: whether it may take the place of a file with these bytes all the same.
  /// - Throws: `CommandError` if it may not, or the file cannot be written.
  public func storeRendered(
    _ bytes: [UInt8], at path: String, force: Bool, mayReplace: ([UInt8]) -> Bool
  ) throws {
    let isForced = force || files.exists(path) && (readPicture(path).map(mayReplace) ?? false)
    do {
      try files.write(bytes, to: path, force: isForced)
    } catch let error as CommandError where error.hint?.contains("force=true") == true {
      throw CommandError(
        "'\(path)' exists and is not a page that gmvae made", argument: error.argument,
        hint: "name another file with -o, or add --force to replace it")
    }
  }
}
