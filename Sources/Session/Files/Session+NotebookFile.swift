import Language

extension Session {
  /// Writes a notebook whole, in place of the one that was read or written before.
  ///
  /// - Throws: `CommandError` where the file was changed by somebody else meanwhile, or cannot be written.
  public func storeNotebook(_ bytes: [UInt8], at path: String, replacing old: [UInt8]) throws {
    guard try Array(files.readText(path).utf8) == old else {
      throw CommandError(
        "'\(path)' was changed while it ran, and is left as it is now", hint: "run it again to store its outputs")
    }
    if bytes != old { try files.write(bytes, to: path, force: true) }
  }
}
